// SPDX-License-Identifier: MIT
//
// Tells frames that show nothing, or nothing sharp, whatever their score.
//
//   PictureGate gate(info);
//   if (gate.judge(buffer, {}) == Verdict::good) ...
//
// What is measured does not depend on how bright the scene is, but for black itself: a night scene is dark,
// not black, and blur is judged relative to the edges that there are. Of 2511 photographs of 256 pixels a
// side (tests/bench/gate_figures.cpp) the default limits refuse 1.2 %, nearly all of them blurred; 91 % of
// their copies behind a gaussian blur of 3 pixels, and as many of those with a third of the light and 4
// pixels; all copies with a fiftieth of the light.
#pragma once

#include <gst/video/video.h>

#include <opencv2/core/mat.hpp>

#include "frame_sampler.hpp"

namespace aesthetic {

enum class Verdict {
  good,
  black,   // next to nothing lit
  blank,   // one colour
  blurred  // no sharp edge anywhere
};

// Each in 0..1. The defaults let pass what photographs measured (build/release/bin/gate_figures).
struct GateLimits {
  double black_level = 0.04;    // black: 99 % of the pixels are darker; 0: no frame is
  double min_contrast = 0.008;  // blank: the luma's standard deviation is less; 0: no frame is
  double max_blur = 0.77;       // blurred: `blur` is more; 1: no frame is
};

struct PictureFigures {
  double light = 0;     // luma that 99 % of the pixels do not exceed, 0..1
  double contrast = 0;  // standard deviation of the luma, 0..0.5
  double blur = 1;      // 0 (noise) .. 1 (no edge)
};

// Of a picture in 8-bit grey, full range.
// Blur is that of Crete, Dolmiere, Ladret and Nicolas, "The blur effect: perception and estimation with a new
// no-reference perceptual blur metric" (SPIE 6492, 2007): the share of the differences between neighbours
// that is still there after a box filter of nine, across or down, whichever is more and has any edges. Here
// it goes through a box filter of three by three first: else noise, and the steps of 8 bits in dark scenes,
// pass for sharp edges.
PictureFigures measure(const cv::Mat& gray);

Verdict judge(const PictureFigures& figures, const GateLimits& limits);

// For one thread at a time.
class PictureGate {
 public:
  // `frames` describes the frames to come. Throws Error(bad_picture) as FrameSampler does.
  explicit PictureGate(const GstVideoInfo& frames);

  // The buffer is only read, at most 512 pixels a side of it. Throws Error(bad_picture) as FrameSampler does.
  Verdict judge(GstBuffer* buffer, const GateLimits& limits);

  // What the last judge() looked at: 8-bit RGB in the shape of the frame. Until the next one.
  const cv::Mat& picture() const { return picture_; }

 private:
  FrameSampler sampler_;
  cv::Mat picture_;
  cv::Mat gray_;
};

}  // namespace aesthetic
