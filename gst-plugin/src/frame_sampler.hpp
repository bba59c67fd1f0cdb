// SPDX-License-Identifier: MIT
//
// From a raw video frame to the picture a network takes.
//
//   FrameSampler sampler(info, scorer.card().input);
//   Scores scores = scorer.score(sampler.sample(buffer));
//
// GstVideoConverter makes RGB (or BGR) of every format, stride, range, colour matrix and interlacing that
// GStreamer knows. The reduction is aesthetic::warp(), the one that stills and training pictures go through,
// so that a frame and a still of it get the same scores. GstVideoConverter could reduce as well, but its
// linear filter is rounded up to whole taps, and cut off on one side where their number is odd. To 224x224 it
// was up to 22/255 from warp() for a photograph of 320x256, 31/255 for one of 321x243 and 4/255 for one of
// 1366x768.
#pragma once

#include <gst/video/video.h>

#include <memory>
#include <opencv2/core/mat.hpp>

#include "aesthetic/model_card.hpp"
#include "aesthetic/picture.hpp"

namespace aesthetic {

// A frame in memory, mapped as long as this lives.
class MappedFrame {
 public:
  // Throws Error(bad_picture) where `buffer` is too small for its layout or cannot be mapped.
  MappedFrame(const GstVideoInfo& info, GstBuffer* buffer, GstMapFlags flags);
  ~MappedFrame() { gst_video_frame_unmap(&frame_); }
  MappedFrame(const MappedFrame&) = delete;
  MappedFrame& operator=(const MappedFrame&) = delete;

  GstVideoFrame* get() noexcept { return &frame_; }

 private:
  GstVideoFrame frame_ = {};
};

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
  struct ConverterFree {
    void operator()(GstVideoConverter* converter) const { gst_video_converter_free(converter); }
  };

  GstVideoInfo frames_;
  cv::Size size_;
  std::unique_ptr<GstVideoConverter, ConverterFree> converter_;
  std::unique_ptr<MappedFrame> converted_;  // the frame in RGB or BGR, at full size
  cv::Mat picture_;                         // the same memory
  Warp warp_;
};

}  // namespace aesthetic
