// SPDX-License-Identifier: MIT
#include "frame_sampler.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "mapped_frame.hpp"

namespace aesthetic {
namespace {

// Whether conversion only moves samples about, and changes none.
bool has_same_samples(const GstVideoFormatInfo& a, const GstVideoFormatInfo& b) {
  const auto same = [&](guint c) {
    return GST_VIDEO_FORMAT_INFO_DEPTH(&a, c) == GST_VIDEO_FORMAT_INFO_DEPTH(&b, c) &&
           GST_VIDEO_FORMAT_INFO_W_SUB(&a, c) == GST_VIDEO_FORMAT_INFO_W_SUB(&b, c) &&
           GST_VIDEO_FORMAT_INFO_H_SUB(&a, c) == GST_VIDEO_FORMAT_INFO_H_SUB(&b, c);
  };
  if (GST_VIDEO_FORMAT_INFO_IS_GRAY(&a) || GST_VIDEO_FORMAT_INFO_IS_GRAY(&b))
    return GST_VIDEO_FORMAT_INFO_IS_GRAY(&a) && GST_VIDEO_FORMAT_INFO_IS_GRAY(&b) && same(0);
  return same(0) && same(1) && same(2);
}

constexpr auto wide_grey_format =
    G_BYTE_ORDER == G_LITTLE_ENDIAN ? GST_VIDEO_FORMAT_GRAY16_LE : GST_VIDEO_FORMAT_GRAY16_BE;

// Of 16 bits the last four are lost: a 16th of a step of what the network is shown.
GstVideoFormat plain_rgb_format(const GstVideoFormatInfo& format) {
  if (GST_VIDEO_FORMAT_INFO_DEPTH(&format, 0) <= 8) return GST_VIDEO_FORMAT_GBR;
  return G_BYTE_ORDER == G_LITTLE_ENDIAN ? GST_VIDEO_FORMAT_GBR_12LE : GST_VIDEO_FORMAT_GBR_12BE;
}

// Samples of the frame lose nothing that counts.
GstVideoFormat plain_format(const GstVideoFormatInfo& format) {
  if (GST_VIDEO_FORMAT_INFO_IS_RGB(&format)) return plain_rgb_format(format);
  guint count = 0;
  const GstVideoFormat* all = gst_video_formats_raw(&count);
  const auto* twin = std::find_if(all, all + count, [&](GstVideoFormat other) {
    const auto* info = gst_video_format_get_info(other);
    return has_plain_planes(*info) && !GST_VIDEO_FORMAT_INFO_IS_RGB(info) &&
           !GST_VIDEO_FORMAT_INFO_HAS_ALPHA(info) && has_same_samples(*info, format);
  });
  if (twin != all + count) return *twin;
  return GST_VIDEO_FORMAT_INFO_IS_GRAY(&format) ? wide_grey_format : wide_yuv_format;
}

// The frame in planes that can be warped.
GstVideoInfo in_plain_planes(const GstVideoInfo& frames) {
  if (has_plain_planes(*frames.finfo)) return frames;
  auto info = same_frame_in(plain_format(*frames.finfo), frames);
  GST_VIDEO_INFO_COLORIMETRY(&info) = GST_VIDEO_INFO_COLORIMETRY(&frames);
  GST_VIDEO_INFO_CHROMA_SITE(&info) = GST_VIDEO_INFO_CHROMA_SITE(&frames);
  return info;
}

std::unique_ptr<FrameConverter> converter_to(const GstVideoInfo& planes, const GstVideoInfo& frames) {
  if (has_plain_planes(*frames.finfo)) return nullptr;
  return std::make_unique<FrameConverter>(frames, planes);
}

// What has less than 8 bits is rounded more than by video.
std::variant<PlaneReducer, RgbReducer> reducer_of(const GstVideoInfo& frames, const GstVideoInfo& planes,
                                                  cv::Size size) {
  if (GST_VIDEO_INFO_COMP_DEPTH(&frames, 0) >= 8 && RgbReducer::takes(planes))
    return RgbReducer(planes, size);
  return PlaneReducer(planes, size);
}

}  // namespace

FrameSampler::FrameSampler(const GstVideoInfo& frames, const ModelInput& input)
    : FrameSampler(frames, in_plain_planes(frames), input) {}

FrameSampler::FrameSampler(const GstVideoInfo& frames, const GstVideoInfo& planes, const ModelInput& input)
    : frames_(frames),
      channels_(input.channels),
      converter_(converter_to(planes, frames)),
      reducer_(reducer_of(frames, planes, input.size)) {}

const cv::Mat& FrameSampler::sample(GstBuffer* buffer) {
  MappedFrame mapped(frames_, buffer, GST_MAP_READ);
  GstVideoFrame* planes = converter_ ? converter_->convert(mapped.get()) : mapped.get();
  const cv::Mat& rgb =
      std::visit([&](auto& reducer) -> const cv::Mat& { return reducer.reduce(planes); }, reducer_);
  if (channels_ == ChannelOrder::rgb) return rgb;
  cv::cvtColor(rgb, swapped_, cv::COLOR_RGB2BGR);
  return swapped_;
}

}  // namespace aesthetic
