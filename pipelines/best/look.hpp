// SPDX-License-Identifier: MIT
//
// What a picture looks like, in few bytes: enough to tell whether two frames show the same.
//
//   if (difference(look_of(a), look_of(b)) < 0.2) std::cout << "much the same\n";
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core/mat.hpp>

namespace aesthetic {

// Square roots of the shares of the pixels in bins of CIE L*a*b*, 0..255 each: 16 bins of lightness, then
// 5 times 5 of colour.
struct Look {
  static constexpr int lightness_bins = 16;
  static constexpr int colour_bins = 25;
  std::array<std::uint8_t, lightness_bins + colour_bins> shares = {};
};

// `rgb`: 8-bit RGB of any size.
Look look_of(const cv::Mat& rgb);

// 0 (the same shares) .. 1 (none in common): the mean Hellinger distance of lightness and colour.
double difference(const Look& a, const Look& b);

}  // namespace aesthetic
