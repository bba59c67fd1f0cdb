// SPDX-License-Identifier: MIT
//
// Pictures small enough to stand inside a page.
//
//   std::string uri = "data:image/jpeg;base64," + base64(small_jpeg(picture, 1280, 85));
#pragma once

#include <opencv2/core/mat.hpp>
#include <string>

namespace aesthetic {

// `size` scaled down, never up, so that its long side has at most `longest` pixels, its short one at least 1.
cv::Size size_within(cv::Size size, int longest);

// A JPEG file. `picture`: 8-bit BGR, not empty; `longest` side in pixels; `quality` 0..100.
std::string small_jpeg(const cv::Mat& picture, int longest, int quality);

std::string base64(const std::string& bytes);

}  // namespace aesthetic
