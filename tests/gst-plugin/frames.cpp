// SPDX-License-Identifier: MIT
#include "frames.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace aesthetic::test {

GstVideoInfo video_info(GstVideoFormat format, int width, int height) {
  GstVideoInfo info;
  EXPECT_TRUE(
      gst_video_info_set_format(&info, format, static_cast<guint>(width), static_cast<guint>(height)));
  return info;
}

GstVideoInfo video_info(const std::string& format, int width, int height) {
  return video_info(gst_video_format_from_string(format.c_str()), width, height);
}

std::string caps_text(const std::string& format, int width, int height) {
  return "video/x-raw,format=" + format + ",width=" + std::to_string(width) +
         ",height=" + std::to_string(height) + ",framerate=25/1";
}

int whole_tiles(const std::string& format, int width) {
  constexpr int tile = 16;
  return format.rfind("MT2110", 0) == 0 ? GST_ROUND_UP_N(width, tile) : width;
}

cv::Mat noise(cv::Size size) {
  cv::Mat picture(size, CV_8UC3);
  cv::RNG(7).fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

cv::Mat scene(cv::Size size) {
  cv::Mat picture(size, CV_8UC3);
  cv::Mat grain;
  cv::cvtColor(noise(size), grain, cv::COLOR_RGB2GRAY);
  cv::cvtColor(grain, grain, cv::COLOR_GRAY2RGB);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x)
      picture.at<cv::Vec3b>(y, x) =
          cv::Vec3b(static_cast<uchar>(x * 200 / size.width), 90, static_cast<uchar>(y * 200 / size.height));
  const cv::Point centre(size.width / 3, size.height / 2);
  cv::circle(picture, centre, size.height / 4, cv::Scalar(250, 220, 30), cv::FILLED);
  cv::line(picture, {0, 0}, {size.width, size.height}, cv::Scalar(10, 10, 10), 2);
  cv::addWeighted(picture, 0.85, grain, 0.15, 0, picture);
  return picture;
}

BufferPtr rgb_frame(const cv::Mat& rgb) {
  const GstVideoInfo info = video_info("RGB", rgb.cols, rgb.rows);
  BufferPtr buffer(gst_buffer_new_allocate(nullptr, info.size, nullptr));
  gst_buffer_memset(buffer.get(), 0, 0, info.size);
  for (int y = 0; y < rgb.rows; ++y)
    gst_buffer_fill(buffer.get(), static_cast<gsize>(y) * static_cast<gsize>(info.stride[0]), rgb.ptr(y),
                    static_cast<gsize>(rgb.cols) * 3);
  return buffer;
}

BufferPtr rgb_frame(const cv::Mat& rgb, int stride, std::size_t offset) {
  const auto row = static_cast<gsize>(rgb.cols) * 3;
  const gsize size = offset + static_cast<gsize>(stride) * static_cast<gsize>(rgb.rows - 1) + row;
  BufferPtr buffer(gst_buffer_new_allocate(nullptr, size, nullptr));
  gst_buffer_memset(buffer.get(), 0, 0xA5, size);
  for (int y = 0; y < rgb.rows; ++y)
    gst_buffer_fill(buffer.get(), offset + static_cast<gsize>(y) * static_cast<gsize>(stride), rgb.ptr(y),
                    row);
  gsize offsets[GST_VIDEO_MAX_PLANES] = {offset};
  gint strides[GST_VIDEO_MAX_PLANES] = {stride};
  gst_buffer_add_video_meta_full(buffer.get(), GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_RGB,
                                 static_cast<guint>(rgb.cols), static_cast<guint>(rgb.rows), 1, offsets,
                                 strides);
  return buffer;
}

BufferPtr converted_frame(const cv::Mat& rgb, const GstVideoInfo& info) {
  const GstVideoInfo rgb_info = video_info("RGB", rgb.cols, rgb.rows);
  GstVideoInfo from = rgb_info;
  from.interlace_mode = info.interlace_mode;
  GstVideoConverter* converter = gst_video_converter_new(&from, &info, nullptr);
  if (converter == nullptr) return nullptr;
  const BufferPtr source = rgb_frame(rgb);
  BufferPtr target(gst_buffer_new_allocate(nullptr, info.size, nullptr));
  gst_buffer_memset(target.get(), 0, 0, info.size);
  GstVideoFrame in;
  GstVideoFrame out;
  EXPECT_TRUE(gst_video_frame_map(&in, &from, source.get(), GST_MAP_READ));
  EXPECT_TRUE(gst_video_frame_map(&out, &info, target.get(), GST_MAP_WRITE));
  gst_video_converter_frame(converter, &in, &out);
  gst_video_frame_unmap(&out);
  gst_video_frame_unmap(&in);
  gst_video_converter_free(converter);
  return target;
}

BufferPtr solid_frame(const GstVideoInfo& info, const cv::Scalar& rgb) {
  return converted_frame(cv::Mat(GST_VIDEO_INFO_HEIGHT(&info), GST_VIDEO_INFO_WIDTH(&info), CV_8UC3, rgb),
                         info);
}

}  // namespace aesthetic::test
