// SPDX-License-Identifier: MIT
//
// Planes of a YUV, RGB or grey frame to a small picture in 8-bit full-range RGB.
//
// The planes are warped first, each from its own grid, and only the small picture changes its colours, from
// 16 bits: GstVideoConverter's 8-bit matrices darken a picture by 2 to 4 of 255, which near black is much.
//
//   PlaneReducer reducer(info, {224, 224});
//   const cv::Mat& picture = reducer.reduce(frame);
#pragma once

#include <gst/video/video.h>

#include <opencv2/core/mat.hpp>
#include <vector>

#include "aesthetic/picture.hpp"

namespace aesthetic {

// Three planes of full 16 bits, in the machine's byte order.
constexpr auto wide_yuv_format =
    G_BYTE_ORDER == G_LITTLE_ENDIAN ? GST_VIDEO_FORMAT_Y444_16LE : GST_VIDEO_FORMAT_Y444_16BE;

// Whether the planes of the format's colours (or of its grey) can be warped as they are: no tiles, one to
// four values side by side in each pixel, luma in a plane of its own, 8 bits or 9 to 16 bits in the machine's
// byte order.
bool has_plain_planes(const GstVideoFormatInfo& format);

// For one thread at a time.
class PlaneReducer {
 public:
  // `frames` has plain planes.
  PlaneReducer(const GstVideoInfo& frames, cv::Size size);

  // CV_8UC3, channels R, G, B; lives until the next call.
  const cv::Mat& reduce(GstVideoFrame* frame);
  // CV_16UC3, the frame's components of full 16 bits; lives until the next call.
  const cv::Mat& reduce_to_wide(GstVideoFrame* frame);

 private:
  // A plane of the frame: its colour components, and what makes wide samples of them.
  struct Plane {
    std::vector<int> components;
    Levels levels;
    Warp warp;
  };

  void reduce_plane(const GstVideoFrame& frame, Plane& plane);

  cv::Size size_;
  std::vector<Plane> planes_;
  std::vector<cv::Mat> small_;  // a plane for each component, in 16 bits
  cv::Matx34f to_rgb_;
  cv::Mat wide_;
  cv::Mat wide_rgb_;
  cv::Mat rgb_;
};

}  // namespace aesthetic
