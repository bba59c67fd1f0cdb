// SPDX-License-Identifier: MIT
#include "plane_reducer.hpp"

#include <array>
#include <opencv2/core.hpp>
#include <set>
#include <utility>
#include <vector>

namespace aesthetic {
namespace {

// Of a plane, as many as Warp takes.
constexpr int most_channels = 4;

// Another component is alpha.
guint colour_components(const GstVideoFormatInfo& format) {
  return GST_VIDEO_FORMAT_INFO_IS_GRAY(&format) ? 1 : 3;
}

// The colour components that lie in one plane.
std::vector<int> components_of(const GstVideoFormatInfo& format, guint plane) {
  std::vector<int> components;
  for (guint c = 0; c < colour_components(format); ++c)
    if (GST_VIDEO_FORMAT_INFO_PLANE(&format, c) == plane) components.push_back(static_cast<int>(c));
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

// How many values lie side by side in a pixel of the component's plane: alpha and padding count.
int channels_beside(const GstVideoFormatInfo& format, int component) {
  return GST_VIDEO_FORMAT_INFO_PSTRIDE(&format, component) / static_cast<int>(sample_bytes(format));
}

// The component's place among them.
int channel_of(const GstVideoFormatInfo& format, int component) {
  return GST_VIDEO_FORMAT_INFO_POFFSET(&format, component) / static_cast<int>(sample_bytes(format));
}

// Whether the components of one plane are values side by side in each of its pixels, of the same levels:
// luma and chroma are not, in full range.
bool lie_side_by_side(const GstVideoFormatInfo& format, const std::vector<int>& components) {
  if (GST_VIDEO_FORMAT_INFO_IS_YUV(&format) && components.size() > 1 && components[0] == 0) return false;
  const auto bytes = static_cast<int>(sample_bytes(format));
  std::set<int> channels;
  for (const int c : components) {
    const int stride = GST_VIDEO_FORMAT_INFO_PSTRIDE(&format, c);
    const int offset = GST_VIDEO_FORMAT_INFO_POFFSET(&format, c);
    if (stride != GST_VIDEO_FORMAT_INFO_PSTRIDE(&format, components[0]) || stride % bytes != 0 ||
        offset % bytes != 0 || offset + bytes > stride)
      return false;
    channels.insert(offset / bytes);
  }
  return channels.size() == components.size() &&
         (components.empty() || channels_beside(format, components[0]) <= most_channels);
}

// Where the components begin and how far they reach, in samples of 16 bits of the same range.
struct WideRange {
  explicit WideRange(const GstVideoInfo& frames) {
    const auto format = GST_VIDEO_INFO_IS_RGB(&frames) ? GST_VIDEO_FORMAT_ARGB64 : wide_yuv_format;
    gst_video_color_range_offsets(GST_VIDEO_INFO_COLORIMETRY(&frames).range,
                                  gst_video_format_get_info(format), offset.data(), scale.data());
  }
  std::array<gint, GST_VIDEO_MAX_COMPONENTS> offset, scale;
};

// From the component's samples to wide ones.
Levels levels_of(const GstVideoInfo& frames, int component) {
  std::array<gint, GST_VIDEO_MAX_COMPONENTS> offset, scale;
  gst_video_color_range_offsets(GST_VIDEO_INFO_COLORIMETRY(&frames).range, frames.finfo, offset.data(),
                                scale.data());
  const WideRange wide(frames);
  const auto c = static_cast<std::size_t>(component);
  const double gain = static_cast<double>(wide.scale[c]) / scale[c];
  const int unused_bits = 1 << GST_VIDEO_FORMAT_INFO_SHIFT(frames.finfo, component);
  return {gain / unused_bits, wide.offset[c] - gain * offset[c]};
}

// From wide samples of the frames' range and matrix to red, green and blue in 0..255.
cv::Matx34f matrix_to_rgb(const GstVideoInfo& frames) {
  const WideRange wide(frames);
  const auto& [offset, scale] = wide;
  const cv::Matx34d to_components(1.0 / scale[0], 0, 0, -static_cast<double>(offset[0]) / scale[0],  //
                                  0, 1.0 / scale[1], 0, -static_cast<double>(offset[1]) / scale[1],  //
                                  0, 0, 1.0 / scale[2], -static_cast<double>(offset[2]) / scale[2]);
  // As GstVideoConverter, which takes components for colours where there is no matrix.
  auto to_colours = cv::Matx33d::eye();
  double red = 0;
  double blue = 0;
  if (GST_VIDEO_INFO_IS_GRAY(&frames)) {
    to_colours = cv::Matx33d(1, 0, 0, 1, 0, 0, 1, 0, 0);
  } else if (!GST_VIDEO_INFO_IS_RGB(&frames) &&
             gst_video_color_matrix_get_Kr_Kb(GST_VIDEO_INFO_COLORIMETRY(&frames).matrix, &red, &blue) !=
                 FALSE) {
    const double green = 1 - red - blue;
    to_colours = cv::Matx33d(1, 0, 2 * (1 - red),                                              //
                             1, -2 * blue * (1 - blue) / green, -2 * red * (1 - red) / green,  //
                             1, 2 * (1 - blue), 0);
  }
  constexpr double brightest = 255;
  return cv::Matx34f(to_colours * to_components * brightest);
}

}  // namespace

bool has_plain_planes(const GstVideoFormatInfo& format) {
  const bool has_colours = GST_VIDEO_FORMAT_INFO_IS_YUV(&format) || GST_VIDEO_FORMAT_INFO_IS_GRAY(&format) ||
                           GST_VIDEO_FORMAT_INFO_IS_RGB(&format);
  if (!has_colours || GST_VIDEO_FORMAT_INFO_IS_TILED(&format) || GST_VIDEO_FORMAT_INFO_HAS_PALETTE(&format))
    return false;
  const bool native = GST_VIDEO_FORMAT_INFO_IS_LE(&format) == (G_BYTE_ORDER == G_LITTLE_ENDIAN);
  if (GST_VIDEO_FORMAT_INFO_DEPTH(&format, 0) < 8 || (sample_bytes(format) > 1 && !native)) return false;
  for (guint plane = 0; plane < GST_VIDEO_FORMAT_INFO_N_PLANES(&format); ++plane)
    if (!lie_side_by_side(format, components_of(format, plane))) return false;
  return true;
}

PlaneReducer::PlaneReducer(const GstVideoInfo& frames, cv::Size size)
    : size_(size), small_(3), to_rgb_(matrix_to_rgb(frames)) {
  for (guint plane = 0; plane < GST_VIDEO_INFO_N_PLANES(&frames); ++plane) {
    auto components = components_of(*frames.finfo, plane);
    if (components.empty()) continue;
    const Levels levels = levels_of(frames, components[0]);
    planes_.push_back({std::move(components), levels, {}});
  }
  // Of grey, the others have no weight.
  for (auto& component : small_) component = cv::Mat::zeros(size, CV_16U);
}

void PlaneReducer::reduce_plane(const GstVideoFrame& frame, Plane& plane) {
  const auto& components = plane.components;
  const int first = components[0];
  const auto& format = *frame.info.finfo;
  const int type = CV_MAKETYPE(sample_bytes(format) == 1 ? CV_8U : CV_16U, channels_beside(format, first));
  const cv::Mat samples(GST_VIDEO_FRAME_COMP_HEIGHT(&frame, first), GST_VIDEO_FRAME_COMP_WIDTH(&frame, first),
                        type, GST_VIDEO_FRAME_PLANE_DATA(&frame, GST_VIDEO_FORMAT_INFO_PLANE(&format, first)),
                        static_cast<std::size_t>(GST_VIDEO_FRAME_COMP_STRIDE(&frame, first)));
  const cv::Mat& reduced = plane.warp(samples, frame_on_grid(frame, first), size_, plane.levels);
  for (const int c : components)
    cv::extractChannel(reduced, small_[static_cast<std::size_t>(c)], channel_of(format, c));
}

const cv::Mat& PlaneReducer::reduce_to_wide(GstVideoFrame* frame) {
  for (auto& plane : planes_) reduce_plane(*frame, plane);
  cv::merge(small_, wide_);
  return wide_;
}

const cv::Mat& PlaneReducer::reduce(GstVideoFrame* frame) {
  cv::transform(reduce_to_wide(frame), wide_rgb_, to_rgb_);
  wide_rgb_.convertTo(rgb_, CV_8U);
  return rgb_;
}

}  // namespace aesthetic
