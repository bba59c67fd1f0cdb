// SPDX-License-Identifier: MIT
//
// Photographs in HEIF: the HEIC of telephones, and AVIF. libheif reads them, which OpenCV 4.6 and GStreamer
// do not.
//
//   if (is_heif("IMG_0001.HEIC")) cv::imwrite("0001.jpg", read_heif("IMG_0001.HEIC"));
#pragma once

#include <filesystem>
#include <opencv2/core/mat.hpp>

namespace aesthetic {

// Whether it begins as such a file does, whatever its name. False where it cannot be read.
bool is_heif(const std::filesystem::path& file);

// The primary picture, upright, 8-bit BGR; of more bits the upper eight. Throws Error: not_found, unreadable,
// bad_picture.
cv::Mat read_heif(const std::filesystem::path& file);

}  // namespace aesthetic
