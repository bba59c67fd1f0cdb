// SPDX-License-Identifier: MIT
//
// The picture a network is shown of a frame, against a reference conversion in double precision: within 2 of
// 255 for every raw format, size, padding, range, matrix, chroma site and interlacing.
#include <gtest/gtest.h>

#include <iostream>
#include <string>
#include <vector>

#include "frame_sampler.hpp"
#include "frames.hpp"
#include "reference_picture.hpp"

namespace aesthetic::test {
namespace {

constexpr double allowed = 2;
const cv::Size model_size(64, 48);

// Every raw format of this GStreamer that frames can be made of; prints why others are left out.
std::vector<GstVideoFormat> formats() {
  guint count = 0;
  const GstVideoFormat* all = gst_video_formats_raw(&count);
  std::vector<GstVideoFormat> formats;
  for (guint i = 0; i < count; ++i) {
    if (gst_video_format_get_info(all[i])->pack_func != nullptr) {
      formats.push_back(all[i]);
    } else {
      std::cout << gst_video_format_to_string(all[i]) << " left out: GStreamer cannot write it\n";
    }
  }
  EXPECT_GT(formats.size(), 80U);
  return formats;
}

// Limited range is of 8 bits and more; palettes and 5 bits have all shades from black to white.
bool is_full_range_only(const GstVideoInfo& info) {
  return GST_VIDEO_FORMAT_INFO_HAS_PALETTE(info.finfo) || GST_VIDEO_INFO_COMP_DEPTH(&info, 0) < 8;
}

std::vector<GstVideoColorimetry> colorimetries(const GstVideoInfo& info) {
  std::vector<GstVideoColorimetry> all;
  for (const auto range : {GST_VIDEO_COLOR_RANGE_16_235, GST_VIDEO_COLOR_RANGE_0_255}) {
    GstVideoColorimetry colorimetry = GST_VIDEO_INFO_COLORIMETRY(&info);
    if (range == GST_VIDEO_COLOR_RANGE_16_235 && is_full_range_only(info)) continue;
    colorimetry.range = range;
    if (!GST_VIDEO_INFO_IS_YUV(&info)) {
      all.push_back(colorimetry);
      continue;
    }
    for (const auto matrix :
         {GST_VIDEO_COLOR_MATRIX_BT601, GST_VIDEO_COLOR_MATRIX_BT709, GST_VIDEO_COLOR_MATRIX_BT2020}) {
      colorimetry.matrix = matrix;
      all.push_back(colorimetry);
    }
  }
  return all;
}

// The greatest difference from the reference, of 255.
double fault(const GstVideoInfo& info, Padding padding) {
  ModelInput input;
  input.size = model_size;
  input.channels = ChannelOrder::rgb;
  cv::Mat sampled;
  FrameSampler(info, input).sample(reference_frame(info, padding).get()).convertTo(sampled, CV_64F);
  return cv::norm(sampled, reference_picture(info, model_size), cv::NORM_INF);
}

std::string describe(const GstVideoInfo& info) {
  gchar* colorimetry = gst_video_colorimetry_to_string(&GST_VIDEO_INFO_COLORIMETRY(&info));
  std::string text =
      std::string(GST_VIDEO_INFO_NAME(&info)) + " " + std::to_string(GST_VIDEO_INFO_WIDTH(&info)) + "x" +
      std::to_string(GST_VIDEO_INFO_HEIGHT(&info)) + " " + (colorimetry != nullptr ? colorimetry : "?");
  g_free(colorimetry);
  return text;
}

// What GStreamer itself writes or reads wrong; empty where it does not.
std::string fault_of_gstreamer(const GstVideoInfo& info) {
  const std::string format = GST_VIDEO_INFO_NAME(&info);
  const int width = GST_VIDEO_INFO_WIDTH(&info);
  if (format == "VYUY" && width % 2 != 0) return "GStreamer 1.22 swaps the chromas of the last pixel";
  if (whole_tiles(format, width) != width)
    return "GStreamer 1.26 garbles a last tile that the picture fills in part";
  return "";
}

void expect_right(const GstVideoInfo& info, Padding padding = Padding::none) {
  if (const auto reason = fault_of_gstreamer(info); !reason.empty()) {
    std::cout << describe(info) << " left out: " << reason << '\n';
    return;
  }
  EXPECT_LE(fault(info, padding), allowed) << describe(info);
}

TEST(Conversion, OfEveryFormatRangeAndMatrixAtAnOddSize) {
  for (const auto format : formats()) {
    GstVideoInfo info = video_info(format, 161, 123);
    for (const auto& colorimetry : colorimetries(info)) {
      info.colorimetry = colorimetry;
      expect_right(info);
    }
  }
}

TEST(Conversion, OfRgbInHighDefinition) {
  for (const auto format : formats())
    if (const auto info = video_info(format, 1280, 720); GST_VIDEO_INFO_IS_RGB(&info)) expect_right(info);
}

TEST(Conversion, OfEveryFormatInPaddedBuffers) {
  for (const auto format : formats())
    for (const cv::Size size : {cv::Size(161, 123), cv::Size(162, 121)})
      expect_right(video_info(format, size.width, size.height), Padding::all_round);
}

TEST(Conversion, OfEveryFormatToALargerPicture) {
  for (const auto format : formats())
    for (const cv::Size size : {cv::Size(34, 25), cv::Size(2, 2)})
      expect_right(video_info(format, size.width, size.height));
}

TEST(Conversion, OfEveryFormatInterlaced) {
  for (const auto format : formats())
    for (const auto mode : {GST_VIDEO_INTERLACE_MODE_INTERLEAVED, GST_VIDEO_INTERLACE_MODE_MIXED}) {
      GstVideoInfo info;
      ASSERT_TRUE(gst_video_info_set_interlaced_format(&info, format, mode, 162, 124));
      expect_right(info);
    }
}

TEST(Conversion, OfEveryChromaSite) {
  for (const auto format : formats()) {
    GstVideoInfo info = video_info(format, 161, 123);
    if (!GST_VIDEO_INFO_IS_YUV(&info)) continue;
    for (const auto site : {GST_VIDEO_CHROMA_SITE_NONE, GST_VIDEO_CHROMA_SITE_H_COSITED,
                            GST_VIDEO_CHROMA_SITE_V_COSITED, GST_VIDEO_CHROMA_SITE_COSITED}) {
      info.chroma_site = site;
      expect_right(info);
    }
  }
}

}  // namespace
}  // namespace aesthetic::test
