// SPDX-License-Identifier: MIT
#include "reference_picture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace aesthetic::test {
namespace {

// Red, green, blue in 0..1; or luma in 0..1 and blue's and red's difference from it in -1/2..1/2.
using Colour = std::array<double, 3>;

// The colour of a place between pixels, without texture.
Colour soft_colour(cv::Size size, double x, double y) {
  const double contrast = 0.38 * std::min(1.0, std::min(size.width, size.height) / 120.0);
  const double across = 2 * (x + 0.5) / size.width - 1;
  const double down = 2 * (y + 0.5) / size.height - 1;
  return {0.5 + contrast * across, 0.5 + contrast * down, 0.5 - contrast * across};
}

// Waves and grain in -0.12..0.12, the same in all channels: they leave chroma as it is.
double texture(int x, int y) {
  const unsigned hash =
      (static_cast<unsigned>(x) * 73856093U ^ static_cast<unsigned>(y) * 19349663U) * 2654435761U;
  const double grain = (hash >> 16) / 65535.0 - 0.5;
  return 0.07 * std::sin(0.9 * x + 0.2 * y) + 0.1 * grain;
}

Colour colour(cv::Size size, int x, int y) {
  Colour rgb = soft_colour(size, x, y);
  for (double& channel : rgb) channel += texture(x, y);
  return rgb;
}

// What red and blue add to luma.
std::pair<double, double> luma_weights(const GstVideoInfo& info) {
  switch (GST_VIDEO_INFO_COLORIMETRY(&info).matrix) {
    case GST_VIDEO_COLOR_MATRIX_BT601:
      return {0.299, 0.114};
    case GST_VIDEO_COLOR_MATRIX_BT709:
      return {0.2126, 0.0722};
    case GST_VIDEO_COLOR_MATRIX_BT2020:
      return {0.2627, 0.0593};
    default:
      ADD_FAILURE() << "no equations for this matrix";
      return {0, 0};
  }
}

Colour to_yuv(const Colour& rgb, const GstVideoInfo& info) {
  const auto [red, blue] = luma_weights(info);
  const double luma = red * rgb[0] + (1 - red - blue) * rgb[1] + blue * rgb[2];
  return {luma, (rgb[2] - luma) / (2 * (1 - blue)), (rgb[0] - luma) / (2 * (1 - red))};
}

// The samples of one component of a frame: where they lie and how they are written.
class Component {
 public:
  Component(const GstVideoInfo& info, guint number)
      : info_(info), number_(number), size_(GST_VIDEO_INFO_WIDTH(&info), GST_VIDEO_INFO_HEIGHT(&info)) {
    if (GST_VIDEO_INFO_IS_GRAY(&info)) return;
    across_ = GST_VIDEO_FORMAT_INFO_W_SUB(info.finfo, number);
    down_ = GST_VIDEO_FORMAT_INFO_H_SUB(info.finfo, number);
  }

  // Of the group of pixels that this one belongs to, as a number of `depth` bits.
  unsigned code(int x, int y) const {
    return static_cast<unsigned>(std::lround(offset() + scale() * value(x, y)));
  }

  // All samples as they come out of their codes.
  cv::Mat decoded() const {
    cv::Mat samples(groups(size_.height, down_), groups(size_.width, across_), CV_64F);
    for (int row = 0; row < samples.rows; ++row)
      for (int column = 0; column < samples.cols; ++column)
        samples.at<double>(row, column) = (code(column << across_, first_line(row)) - offset()) / scale();
    return samples;
  }

  cv::Mat reduced(cv::Size size) const {
    const cv::Mat samples = decoded();
    return triangle(samples.rows, size_.height, size.height, down_, v_cosited()) * samples *
           triangle(samples.cols, size_.width, size.width, across_, h_cosited()).t();
  }

  unsigned depth() const { return static_cast<unsigned>(GST_VIDEO_INFO_COMP_DEPTH(&info_, number_)); }

 private:
  bool is_chroma() const { return GST_VIDEO_INFO_IS_YUV(&info_) && number_ > 0; }
  bool h_cosited() const {
    return (GST_VIDEO_INFO_CHROMA_SITE(&info_) & GST_VIDEO_CHROMA_SITE_H_COSITED) != 0;
  }
  bool v_cosited() const {
    return (GST_VIDEO_INFO_CHROMA_SITE(&info_) & GST_VIDEO_CHROMA_SITE_V_COSITED) != 0;
  }
  bool is_full_range() const {
    return GST_VIDEO_INFO_COLORIMETRY(&info_).range == GST_VIDEO_COLOR_RANGE_0_255;
  }

  double unit() const { return std::ldexp(1, static_cast<int>(depth()) - 8); }
  double scale() const {
    constexpr double palette_steps = 5;  // GStreamer's palette is a cube of 6x6x6 colours
    if (GST_VIDEO_FORMAT_INFO_HAS_PALETTE(info_.finfo)) return palette_steps;
    return is_full_range() ? (1U << depth()) - 1 : (is_chroma() ? 224 : 219) * unit();
  }
  double offset() const {
    if (is_chroma()) return 128 * unit();
    return is_full_range() ? 0 : 16 * unit();
  }

  // Rows of a field are every second row of the frame, and chroma is halved in each field.
  bool in_fields() const { return GST_VIDEO_INFO_IS_INTERLACED(&info_) && down_ > 0; }
  int first_line(int row) const { return in_fields() ? ((row & ~1) << down_) + (row & 1) : row << down_; }
  double vertical_place(int y) const {
    return in_fields() ? 2 * place(y / 2, down_, v_cosited()) + y % 2 : place(y, down_, v_cosited());
  }

  static int groups(int pixels, unsigned subsampling) {
    return (pixels + (1 << subsampling) - 1) >> subsampling;
  }

  // Where the sample of a group of pixels lies: in their middle, or where the first of them is.
  static double place(int pixel, unsigned subsampling, bool cosited) {
    const int pixels = 1 << subsampling;
    return pixel / pixels * pixels + (cosited ? 0 : (pixels - 1) / 2.0);
  }

  double value(int x, int y) const {
    if (GST_VIDEO_INFO_IS_GRAY(&info_)) return colour(size_, x, y)[0];
    if (!GST_VIDEO_INFO_IS_YUV(&info_)) return colour(size_, x, y)[number_];
    if (!is_chroma()) return to_yuv(colour(size_, x, y), info_)[0];
    return to_yuv(soft_colour(size_, place(x, across_, h_cosited()), vertical_place(y)), info_)[number_];
  }

  // The triangle filter from samples to a line of `outputs`, as a matrix. Samples repeat beyond the edges.
  static cv::Mat triangle(int samples, int pixels, int outputs, unsigned subsampling, bool cosited) {
    cv::Mat weights(outputs, samples, CV_64F, cv::Scalar(0));
    const double distance = 1 << subsampling;
    const double ratio = pixels / distance / outputs;
    const double reach = std::max(ratio, 1.0);
    for (int i = 0; i < outputs; ++i) {
      const double pixel = (i + 0.5) * pixels / outputs - 0.5;
      const double centre = (pixel - place(0, subsampling, cosited)) / distance;
      for (int j = static_cast<int>(std::floor(centre - reach)); j <= centre + reach; ++j)
        weights.at<double>(i, std::clamp(j, 0, samples - 1)) +=
            std::max(0.0, 1 - std::abs(j - centre) / reach);
      weights.row(i) /= cv::sum(weights.row(i))[0];
    }
    return weights;
  }

  GstVideoInfo info_;
  guint number_;
  cv::Size size_;
  unsigned across_ = 0;  // powers of two
  unsigned down_ = 0;
};

// What GStreamer's packers take: alpha and three components, of 8 or 16 bits each.
template <typename Sample>
std::vector<Sample> unpacked_row(const GstVideoInfo& info, int y, int width) {
  constexpr unsigned bits = 8 * sizeof(Sample);
  std::vector<Sample> samples(4 * static_cast<std::size_t>(width), static_cast<Sample>(1U << (bits - 1)));
  for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) samples[4 * x] = static_cast<Sample>(~0U);
  const guint components = GST_VIDEO_INFO_IS_GRAY(&info) ? 1 : 3;
  for (guint c = 0; c < components; ++c) {
    const Component component(info, c);
    for (int x = 0; x < width; ++x) {
      unsigned value = component.code(x, y);
      if (GST_VIDEO_FORMAT_INFO_HAS_PALETTE(info.finfo)) {
        value *= 51;  // 5 steps to 255
      } else if (component.depth() < 8) {
        value = (value << (8 - component.depth())) | (value >> (2 * component.depth() - 8));
      } else {
        value <<= bits - component.depth();
      }
      samples[4 * static_cast<std::size_t>(x) + 1 + c] = static_cast<Sample>(value);
    }
  }
  return samples;
}

void pack_row(GstVideoFrame& frame, const GstVideoInfo& info, int y, int width) {
  const auto* format = info.finfo;
  const auto flags =
      GST_VIDEO_INFO_IS_INTERLACED(&info) ? GST_VIDEO_PACK_FLAG_INTERLACED : GST_VIDEO_PACK_FLAG_NONE;
  const auto pack = [&](auto samples) {
    format->pack_func(format, flags, samples.data(), static_cast<gint>(samples.size() * sizeof(samples[0])),
                      frame.data, frame.info.stride, GST_VIDEO_INFO_CHROMA_SITE(&info), y, width);
  };
  const auto* unpacked = gst_video_format_get_info(format->unpack_format);
  if (GST_VIDEO_FORMAT_INFO_BITS(unpacked) == 16) {
    pack(unpacked_row<guint16>(info, y, width));
  } else {
    pack(unpacked_row<guint8>(info, y, width));
  }
}

// `info` with room around the picture.
GstVideoInfo padded_info(const GstVideoInfo& info) {
  GstVideoInfo padded = info;
  GstVideoAlignment alignment;
  gst_video_alignment_reset(&alignment);
  alignment.padding_right = 13;
  alignment.padding_bottom = 6;
  bool in_pixels = !GST_VIDEO_FORMAT_INFO_IS_TILED(info.finfo);
  for (guint c = 0; c < GST_VIDEO_INFO_N_COMPONENTS(&info); ++c)
    in_pixels = in_pixels && GST_VIDEO_INFO_COMP_PSTRIDE(&info, c) > 0;
  if (in_pixels) {
    alignment.padding_left = 8;
    alignment.padding_top = 4;
  }
  EXPECT_TRUE(gst_video_info_align(&padded, &alignment));
  return padded;
}

}  // namespace

BufferPtr reference_frame(const GstVideoInfo& info, Padding padding) {
  GstVideoInfo layout = padding == Padding::none ? info : padded_info(info);
  BufferPtr buffer(gst_buffer_new_allocate(nullptr, layout.size, nullptr));
  gst_buffer_memset(buffer.get(), 0, 0xA5, layout.size);
  if (padding != Padding::none)
    gst_buffer_add_video_meta_full(buffer.get(), GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_INFO_FORMAT(&info),
                                   static_cast<guint>(GST_VIDEO_INFO_WIDTH(&info)),
                                   static_cast<guint>(GST_VIDEO_INFO_HEIGHT(&info)),
                                   GST_VIDEO_INFO_N_PLANES(&info), layout.offset, layout.stride);
  GstVideoFrame frame;
  EXPECT_TRUE(gst_video_frame_map(&frame, &info, buffer.get(), GST_MAP_WRITE));
  if (GST_VIDEO_FORMAT_INFO_HAS_PALETTE(info.finfo)) {
    gsize size = 0;
    const auto* palette =
        static_cast<const guint8*>(gst_video_format_get_palette(GST_VIDEO_INFO_FORMAT(&info), &size));
    std::copy(palette, palette + size, static_cast<guint8*>(frame.data[1]));
  }
  // Some of GStreamer's packers leave out the chroma of a last group of pixels that is not full. There is
  // room for full groups.
  const int group = GST_VIDEO_INFO_IS_YUV(&info) ? 1 << GST_VIDEO_FORMAT_INFO_W_SUB(info.finfo, 1) : 1;
  const int width = (GST_VIDEO_INFO_WIDTH(&info) + group - 1) / group * group;
  for (int y = 0; y < GST_VIDEO_INFO_HEIGHT(&info); ++y) pack_row(frame, info, y, width);
  gst_video_frame_unmap(&frame);
  return buffer;
}

cv::Mat reference_picture(const GstVideoInfo& info, cv::Size size) {
  std::vector<cv::Mat> channels(3, Component(info, 0).reduced(size));
  if (!GST_VIDEO_INFO_IS_GRAY(&info))
    for (guint c = 1; c < 3; ++c) channels[c] = Component(info, c).reduced(size);
  if (GST_VIDEO_INFO_IS_YUV(&info)) {
    const auto [red, blue] = luma_weights(info);
    const cv::Mat luma = channels[0];
    const cv::Mat of_red = luma + 2 * (1 - red) * channels[2];
    const cv::Mat of_blue = luma + 2 * (1 - blue) * channels[1];
    const cv::Mat of_green = (luma - red * of_red - blue * of_blue) / (1 - red - blue);
    channels = {of_red, of_green, of_blue};
  }
  cv::Mat picture;
  cv::merge(channels, picture);
  return picture * 255;
}

}  // namespace aesthetic::test
