// SPDX-License-Identifier: MIT
//
// Pixels of a decoded video frame. GStreamer converts them, from whatever format the decoder gave.
//
//   cv::imwrite("frame.jpg", bgr_picture(frame));
//   LumaMeter meter;
//   if (meter.measure(frame).mean < 10) std::cout << "dark\n";
#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>

#include "reading/video_reader.hpp"

namespace aesthetic {

// The picture at full resolution with square pixels, 8-bit BGR. Throws Error(failed).
cv::Mat bgr_picture(const VideoFrame& frame);

// How bright a frame is and how much its brightness varies, both 0..255.
struct Luma {
  double mean = 0;
  double deviation = 0;
};

// Looks at a coarse grid of the pixels: cheap enough for every frame.
class LumaMeter {
 public:
  LumaMeter();
  ~LumaMeter();

  // Throws Error(failed).
  Luma measure(const VideoFrame& frame);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aesthetic
