// SPDX-License-Identifier: MIT
#include "yuv_reducer.hpp"

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>
#include <utility>
#include <vector>

namespace aesthetic {
namespace {

GstVideoInfo small_info(const GstVideoInfo& frames, cv::Size size) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, wide_yuv_format, static_cast<guint>(size.width),
                            static_cast<guint>(size.height));
  const auto usual = GST_VIDEO_INFO_COLORIMETRY(&info);
  GST_VIDEO_INFO_COLORIMETRY(&info) = GST_VIDEO_INFO_COLORIMETRY(&frames);
  // Grey needs none, and may come without.
  if (GST_VIDEO_INFO_IS_GRAY(&frames)) GST_VIDEO_INFO_COLORIMETRY(&info).matrix = usual.matrix;
  return info;
}

GstVideoInfo rgb_info(cv::Size size) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, GST_VIDEO_FORMAT_ARGB64, static_cast<guint>(size.width),
                            static_cast<guint>(size.height));
  return info;
}

// Another component is alpha.
guint colour_components(const GstVideoFormatInfo& format) {
  return GST_VIDEO_FORMAT_INFO_IS_GRAY(&format) ? 1 : 3;
}

// The colour components that lie in one plane, by their place in a sample.
std::vector<int> components_of(const GstVideoFormatInfo& format, guint plane) {
  std::vector<int> components;
  for (guint c = 0; c < colour_components(format); ++c)
    if (GST_VIDEO_FORMAT_INFO_PLANE(&format, c) == plane) components.push_back(static_cast<int>(c));
  std::sort(components.begin(), components.end(), [&](int a, int b) {
    return GST_VIDEO_FORMAT_INFO_POFFSET(&format, a) < GST_VIDEO_FORMAT_INFO_POFFSET(&format, b);
  });
  return components;
}

// The frame in the coordinates of the component's samples. Luma lies at the middle of a pixel; chroma of a
// subsampled frame in the middle of its pixels, or where the first of them has its luma ("cosited").
cv::Rect2d frame_on_grid(const GstVideoFrame& frame, int component) {
  const auto* format = frame.info.finfo;
  const double across = 1 << GST_VIDEO_FORMAT_INFO_W_SUB(format, component);
  const double down = 1 << GST_VIDEO_FORMAT_INFO_H_SUB(format, component);
  const auto site = GST_VIDEO_INFO_CHROMA_SITE(&frame.info);
  const double right = (site & GST_VIDEO_CHROMA_SITE_H_COSITED) != 0 ? (1 - 1 / across) / 2 : 0;
  const double below = (site & GST_VIDEO_CHROMA_SITE_V_COSITED) != 0 ? (1 - 1 / down) / 2 : 0;
  return {right, below, GST_VIDEO_FRAME_WIDTH(&frame) / across, GST_VIDEO_FRAME_HEIGHT(&frame) / down};
}

// Bytes of one component's sample.
guint sample_bytes(const GstVideoFormatInfo& format) {
  return GST_VIDEO_FORMAT_INFO_DEPTH(&format, 0) <= 8 ? 1 : 2;
}

// From the component's samples to those of the wide format, by the ranges of both.
Levels levels_of(const GstVideoInfo& frames, int component) {
  const auto range = GST_VIDEO_INFO_COLORIMETRY(&frames).range;
  std::array<gint, GST_VIDEO_MAX_COMPONENTS> offset, scale, wide_offset, wide_scale;
  gst_video_color_range_offsets(range, frames.finfo, offset.data(), scale.data());
  gst_video_color_range_offsets(range, gst_video_format_get_info(wide_yuv_format), wide_offset.data(),
                                wide_scale.data());
  const auto c = static_cast<std::size_t>(component);
  const double gain = static_cast<double>(wide_scale[c]) / scale[c];
  const int unused_bits = 1 << GST_VIDEO_FORMAT_INFO_SHIFT(frames.finfo, component);
  return {gain / unused_bits, wide_offset[c] - gain * offset[c]};
}

}  // namespace

bool has_plain_planes(const GstVideoFormatInfo& format) {
  const bool grey = GST_VIDEO_FORMAT_INFO_IS_GRAY(&format);
  if ((!GST_VIDEO_FORMAT_INFO_IS_YUV(&format) && !grey) || GST_VIDEO_FORMAT_INFO_IS_TILED(&format))
    return false;
  const auto bytes = static_cast<std::size_t>(sample_bytes(format));
  const bool native = GST_VIDEO_FORMAT_INFO_IS_LE(&format) == (G_BYTE_ORDER == G_LITTLE_ENDIAN);
  if (GST_VIDEO_FORMAT_INFO_DEPTH(&format, 0) < 8 || (bytes > 1 && !native)) return false;
  for (guint plane = 0; plane < GST_VIDEO_FORMAT_INFO_N_PLANES(&format); ++plane) {
    const auto components = components_of(format, plane);
    if (components.size() > 2) return false;
    for (std::size_t i = 0; i < components.size(); ++i) {
      const auto stride = static_cast<std::size_t>(GST_VIDEO_FORMAT_INFO_PSTRIDE(&format, components[i]));
      const auto offset = static_cast<std::size_t>(GST_VIDEO_FORMAT_INFO_POFFSET(&format, components[i]));
      if (stride != bytes * components.size() || offset != bytes * i) return false;
    }
  }
  return true;
}

YuvReducer::YuvReducer(const GstVideoInfo& frames, cv::Size size)
    : size_(size), small_(small_info(frames, size)), to_rgb_(small_info(frames, size), rgb_info(size)) {
  for (guint plane = 0; plane < GST_VIDEO_INFO_N_PLANES(&frames); ++plane) {
    auto components = components_of(*frames.finfo, plane);
    if (components.empty()) continue;
    const Levels levels = levels_of(frames, components[0]);
    planes_.push_back({std::move(components), levels, {}});
  }
  constexpr double no_colour = 32768;
  for (int c = static_cast<int>(colour_components(*frames.finfo)); c < 3; ++c)
    small_plane(c).setTo(no_colour);
}

cv::Mat YuvReducer::small_plane(int component) {
  return {size_, CV_16U, GST_VIDEO_FRAME_COMP_DATA(small_.get(), component),
          static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_STRIDE(small_.get(), component))};
}

void YuvReducer::reduce_plane(const GstVideoFrame& frame, Plane& plane) {
  const auto& components = plane.components;
  const int first = components[0];
  const int type =
      CV_MAKETYPE(sample_bytes(*frame.info.finfo) == 1 ? CV_8U : CV_16U, static_cast<int>(components.size()));
  const cv::Mat samples(GST_VIDEO_FRAME_COMP_HEIGHT(&frame, first), GST_VIDEO_FRAME_COMP_WIDTH(&frame, first),
                        type, GST_VIDEO_FRAME_COMP_DATA(&frame, first),
                        static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_STRIDE(&frame, first)));
  const cv::Mat& reduced = plane.warp(samples, frame_on_grid(frame, first), size_, plane.levels);
  for (std::size_t i = 0; i < components.size(); ++i) {
    cv::Mat out = small_plane(components[i]);
    cv::extractChannel(reduced, out, static_cast<int>(i));
  }
}

const cv::Mat& YuvReducer::reduce(GstVideoFrame* frame) {
  for (auto& plane : planes_) reduce_plane(*frame, plane);
  GstVideoFrame* converted = to_rgb_.convert(small_.get());
  const cv::Mat argb(size_, CV_16UC4, GST_VIDEO_FRAME_PLANE_DATA(converted, 0),
                     static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(converted, 0)));
  wide_rgb_.create(size_, CV_16UC3);
  constexpr std::array<int, 6> from_to = {1, 0, 2, 1, 3, 2};
  cv::mixChannels(&argb, 1, &wide_rgb_, 1, from_to.data(), 3);
  wide_rgb_.convertTo(rgb_, CV_8U, 255.0 / 65535);
  return rgb_;
}

}  // namespace aesthetic
