// SPDX-License-Identifier: MIT
//
// RGB frames to small pictures that score nearly as the video made of them does.
//
// What videoconvert rounds as it makes I420 of RGB moves the scores of some photographs by more than 0.01,
// though nobody sees it. So RGB takes part in that rounding, but keeps its own colours to within 2 of 255:
// where halved chroma smears an edge, the network sees the edge. Few scores then move by more than 0.01.
//
//   RgbReducer reducer(info, {224, 224});
//   const cv::Mat& picture = reducer.reduce(frame);
#pragma once

#include <gst/video/video.h>

#include <opencv2/core/mat.hpp>

#include "frame_converter.hpp"
#include "plane_reducer.hpp"

namespace aesthetic {

// For one thread at a time.
class RgbReducer {
 public:
  // Whether it can take frames of this kind: plain planes, full range.
  static bool takes(const GstVideoInfo& frames);

  // Throws Error(bad_picture) where GstVideoConverter cannot make video of the frames.
  RgbReducer(const GstVideoInfo& frames, cv::Size size);

  // CV_8UC3, channels R, G, B; lives until the next call.
  const cv::Mat& reduce(GstVideoFrame* frame);

 private:
  RgbReducer(const GstVideoInfo& frames, const GstVideoInfo& video, cv::Size size);

  FrameConverter to_video_;
  PlaneReducer video_;
  PlaneReducer own_;
  cv::Mat lowest_, highest_;  // what is within 2 of the frame's own colours
  cv::Mat rgb_;
};

}  // namespace aesthetic
