// SPDX-License-Identifier: MIT
#include "frame_sampler.hpp"

#include <opencv2/imgproc.hpp>

#include "mapped_frame.hpp"

namespace aesthetic {
namespace {

// Bytes of RGB become what videoconvert makes of them for video; deeper colours lose nothing.
GstVideoFormat plain_format(const GstVideoFormatInfo& format) {
  if (GST_VIDEO_FORMAT_INFO_DEPTH(&format, 0) != 8) return wide_yuv_format;
  return GST_VIDEO_FORMAT_INFO_IS_YUV(&format) ? GST_VIDEO_FORMAT_Y444 : GST_VIDEO_FORMAT_I420;
}

// The frame in planes of YUV that can be warped. RGB gets the matrix that GStreamer takes for YUV of its
// size.
GstVideoInfo in_plain_planes(const GstVideoInfo& frames) {
  auto info = same_frame_in(plain_format(*frames.finfo), frames);
  if (GST_VIDEO_INFO_IS_YUV(&frames)) GST_VIDEO_INFO_COLORIMETRY(&info) = GST_VIDEO_INFO_COLORIMETRY(&frames);
  return info;
}

std::unique_ptr<FrameConverter> converter_to(const GstVideoInfo& planes, const GstVideoInfo& frames) {
  if (has_plain_yuv_planes(*frames.finfo)) return nullptr;
  return std::make_unique<FrameConverter>(frames, planes);
}

}  // namespace

FrameSampler::FrameSampler(const GstVideoInfo& frames, const ModelInput& input)
    : FrameSampler(frames, has_plain_yuv_planes(*frames.finfo) ? frames : in_plain_planes(frames), input) {}

FrameSampler::FrameSampler(const GstVideoInfo& frames, const GstVideoInfo& planes, const ModelInput& input)
    : frames_(frames),
      channels_(input.channels),
      converter_(converter_to(planes, frames)),
      yuv_(planes, input.size) {}

const cv::Mat& FrameSampler::sample(GstBuffer* buffer) {
  MappedFrame mapped(frames_, buffer, GST_MAP_READ);
  const cv::Mat& rgb = yuv_.reduce(converter_ ? converter_->convert(mapped.get()) : mapped.get());
  if (channels_ == ChannelOrder::rgb) return rgb;
  cv::cvtColor(rgb, swapped_, cv::COLOR_RGB2BGR);
  return swapped_;
}

}  // namespace aesthetic
