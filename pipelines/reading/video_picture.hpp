// SPDX-License-Identifier: MIT
//
// Pixels of a decoded video frame. GStreamer converts them, from whatever format the decoder gave.
//
//   cv::imwrite("frame.jpg", bgr_picture(frame));
#pragma once

#include <opencv2/core/mat.hpp>

#include "reading/video_reader.hpp"

namespace aesthetic {

// The picture at full resolution with square pixels, 8-bit BGR. Throws Error(failed).
cv::Mat bgr_picture(const VideoFrame& frame);

}  // namespace aesthetic
