// SPDX-License-Identifier: MIT
//
// From a raw video frame to the picture a network takes.
//
//   FrameSampler sampler(info, scorer.card().input);
//   Scores scores = scorer.score(sampler.sample(buffer));
//
// Every frame is brought to planes with the samples it has, by GstVideoConverter, which knows all formats,
// where the format's own planes will not do. RGB is rounded as video of it would be (RgbReducer). The
// reduction is aesthetic::Warp, the one that stills and training pictures go through. GstVideoConverter could
// reduce as well, but its linear filter is rounded up to whole taps, and cut off on one side where their
// number is odd. To 224x224 it was up to 22/255 from warp() for a photograph of 320x256, 31/255 for one of
// 321x243 and 4/255 for one of 1366x768.
#pragma once

#include <gst/video/video.h>

#include <memory>
#include <opencv2/core/mat.hpp>
#include <variant>

#include "aesthetic/model_card.hpp"
#include "frame_converter.hpp"
#include "plane_reducer.hpp"
#include "rgb_reducer.hpp"

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
  // `planes`: what the frames become before they are reduced.
  FrameSampler(const GstVideoInfo& frames, const GstVideoInfo& planes, const ModelInput& input);

  GstVideoInfo frames_;
  ChannelOrder channels_;
  std::unique_ptr<FrameConverter> converter_;  // null where the planes are taken as they come
  std::variant<PlaneReducer, RgbReducer> reducer_;
  cv::Mat swapped_;
};

}  // namespace aesthetic
