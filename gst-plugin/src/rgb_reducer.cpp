// SPDX-License-Identifier: MIT
#include "rgb_reducer.hpp"

#include <opencv2/core.hpp>

namespace aesthetic {
namespace {

constexpr double of_wide = 1.0 / 257;  // 65535 to 255
// Rounded, less than 2 from the colour.
constexpr double allowed = 1.4;

}  // namespace

bool RgbReducer::takes(const GstVideoInfo& frames) {
  return GST_VIDEO_INFO_IS_RGB(&frames) && has_plain_planes(*frames.finfo) &&
         GST_VIDEO_INFO_COLORIMETRY(&frames).range == GST_VIDEO_COLOR_RANGE_0_255;
}

// The video gets the matrix that GStreamer takes for YUV of its size.
RgbReducer::RgbReducer(const GstVideoInfo& frames, cv::Size size)
    : RgbReducer(frames, same_frame_in(GST_VIDEO_FORMAT_I420, frames), size) {}

RgbReducer::RgbReducer(const GstVideoInfo& frames, const GstVideoInfo& video, cv::Size size)
    : to_video_(frames, video), video_(video, size), own_(frames, size) {}

const cv::Mat& RgbReducer::reduce(GstVideoFrame* frame) {
  const cv::Mat& own = own_.reduce_to_wide(frame);
  own.convertTo(lowest_, CV_8U, of_wide, -allowed);
  own.convertTo(highest_, CV_8U, of_wide, allowed);
  cv::max(video_.reduce(to_video_.convert(frame)), lowest_, rgb_);
  cv::min(rgb_, highest_, rgb_);
  return rgb_;
}

}  // namespace aesthetic
