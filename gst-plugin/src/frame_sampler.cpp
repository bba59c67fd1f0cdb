// SPDX-License-Identifier: MIT
#include "frame_sampler.hpp"

#include <opencv2/imgproc.hpp>

#include "mapped_frame.hpp"

namespace aesthetic {
namespace {

// The same YUV in planes that can be warped.
GstVideoInfo in_plain_planes(const GstVideoInfo& frames) {
  const bool bytes = GST_VIDEO_FORMAT_INFO_DEPTH(frames.finfo, 0) == 8;
  auto info = same_frame_in(bytes ? GST_VIDEO_FORMAT_Y444 : wide_yuv_format, frames);
  GST_VIDEO_INFO_COLORIMETRY(&info) = GST_VIDEO_INFO_COLORIMETRY(&frames);
  return info;
}

cv::Mat rgb_of(const GstVideoFrame& frame) {
  return {GST_VIDEO_FRAME_HEIGHT(&frame), GST_VIDEO_FRAME_WIDTH(&frame), CV_8UC3,
          GST_VIDEO_FRAME_PLANE_DATA(&frame, 0),
          static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(&frame, 0))};
}

}  // namespace

FrameSampler::FrameSampler(const GstVideoInfo& frames, const ModelInput& input)
    : frames_(frames), size_(input.size), channels_(input.channels) {
  if (!GST_VIDEO_INFO_IS_YUV(&frames)) {
    converter_ = std::make_unique<FrameConverter>(frames, same_frame_in(GST_VIDEO_FORMAT_RGB, frames));
    return;
  }
  const bool plain = has_plain_yuv_planes(*frames.finfo);
  const GstVideoInfo planes = plain ? frames : in_plain_planes(frames);
  if (!plain) converter_ = std::make_unique<FrameConverter>(frames, planes);
  yuv_ = std::make_unique<YuvReducer>(planes, size_);
}

const cv::Mat& FrameSampler::sample(GstBuffer* buffer) {
  MappedFrame mapped(frames_, buffer, GST_MAP_READ);
  GstVideoFrame* frame = converter_ ? converter_->convert(mapped.get()) : mapped.get();
  const cv::Mat& rgb = yuv_ ? yuv_->reduce(frame) : warp_(rgb_of(*frame), size_);
  if (channels_ == ChannelOrder::rgb) return rgb;
  cv::cvtColor(rgb, swapped_, cv::COLOR_RGB2BGR);
  return swapped_;
}

}  // namespace aesthetic
