// SPDX-License-Identifier: MIT
//
// Video frames for the tests.
//
//   BufferPtr frame = solid_frame(video_info("I420", 64, 48), {255, 0, 0});
#pragma once

#include <gst/video/video.h>

#include <opencv2/core.hpp>
#include <string>

#include "gst_handles.hpp"

namespace aesthetic::test {

GstVideoInfo video_info(const std::string& format, int width, int height);
GstVideoInfo video_info(GstVideoFormat format, int width, int height);
std::string caps_text(const std::string& format, int width, int height);
// GstVideoConverter 1.26 garbles a last tile of MT2110 that the picture fills in part: the width up to where
// the tiles are whole, for other formats the width itself.
int whole_tiles(const std::string& format, int width);

// Repeatable noise, CV_8UC3.
cv::Mat noise(cv::Size size);
// Something like a photograph: soft areas, edges, some texture; CV_8UC3.
cv::Mat scene(cv::Size size);

// A CV_8UC3 picture as a frame of format RGB, with GStreamer's default strides.
BufferPtr rgb_frame(const cv::Mat& rgb);
// The same with rows `stride` bytes apart, the first one at `offset`, as a GstVideoMeta says; junk between
// them.
BufferPtr rgb_frame(const cv::Mat& rgb, int stride, std::size_t offset);
// A picture in any format, by GstVideoConverter. Null where it cannot write that format.
BufferPtr converted_frame(const cv::Mat& rgb, const GstVideoInfo& info);
// One colour, red, green, blue in 0..255.
BufferPtr solid_frame(const GstVideoInfo& info, const cv::Scalar& rgb);

}  // namespace aesthetic::test
