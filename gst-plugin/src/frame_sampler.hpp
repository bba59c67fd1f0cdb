// SPDX-License-Identifier: MIT
//
// From a raw video frame to the picture a network takes.
//
//   FrameSampler sampler(info, scorer.card().input);
//   Scores scores = scorer.score(sampler.sample(buffer));
//
// GstVideoConverter does the colours, of every format, stride, range, colour matrix and interlacing that
// GStreamer knows. The reduction is aesthetic::Warp, the one that stills and training pictures go through, so
// that a frame and a still of it get the same scores. GstVideoConverter could reduce as well, but its linear
// filter is rounded up to whole taps, and cut off on one side where their number is odd. To 224x224 it was up
// to 22/255 from warp() for a photograph of 320x256, 31/255 for one of 321x243 and 4/255 for one of 1366x768.
#pragma once

#include <gst/video/video.h>

#include <memory>
#include <opencv2/core/mat.hpp>

#include "aesthetic/model_card.hpp"
#include "aesthetic/picture.hpp"
#include "frame_converter.hpp"
#include "yuv_reducer.hpp"

namespace aesthetic {

// For one thread at a time.
class FrameSampler {
 public:
  // `frames` describes the frames to come. Throws Error(bad_picture) where GstVideoConverter cannot convert
  // them.
  FrameSampler(const GstVideoInfo& frames, const ModelInput& input);

  // The whole frame in `buffer`, warped: input.size, CV_8UC3, input.channels. The buffer is only read.
  // The picture lives until the next call. Throws Error(bad_picture) as MappedFrame does.
  const cv::Mat& sample(GstBuffer* buffer);

 private:
  GstVideoInfo frames_;
  cv::Size size_;
  ChannelOrder channels_;
  std::unique_ptr<FrameConverter> converter_;  // null where the planes are taken as they come
  std::unique_ptr<YuvReducer> yuv_;            // null where the frames are RGB or grey
  Warp warp_;
  cv::Mat swapped_;
};

}  // namespace aesthetic
