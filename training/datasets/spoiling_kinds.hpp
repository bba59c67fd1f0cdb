// SPDX-License-Identifier: MIT
//
// The kinds of flaw behind spoil(), and what they share. Pictures are CV_8UC3; `strength` as spoil() has it.
#pragma once

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

namespace aesthetic::training {

cv::Mat motion_blurred(const cv::Mat& bgr, double strength, cv::RNG& random);
cv::Mat defocused(const cv::Mat& bgr, double strength, cv::RNG& random);
cv::Mat underexposed(const cv::Mat& bgr, double strength, cv::RNG& random);
cv::Mat overexposed(const cv::Mat& bgr, double strength, cv::RNG& random);
cv::Mat noisy(const cv::Mat& bgr, double strength, cv::RNG& random);
cv::Mat tilted(const cv::Mat& bgr, double strength, cv::RNG& random);
cv::Mat obstructed(const cv::Mat& bgr, double strength, cv::RNG& random);
cv::Mat veiled(const cv::Mat& bgr, double strength, cv::RNG& random);

inline double diagonal(const cv::Mat& picture) {
  return std::hypot(picture.cols, picture.rows);
}

// `light` at strength 0, `full` at 1.
inline double between(double light, double full, double strength) {
  return light + (full - light) * strength;
}

inline bool happens(double probability, cv::RNG& random) {
  return random.uniform(0.0, 1.0) < probability;
}

// To light, 0..1, and back: the curve of sRGB as a power of 2.2.
cv::Mat to_light(const cv::Mat& bgr);
cv::Mat from_light(const cv::Mat& light);

// Noise of the given grain (pixels; 0: each its own), mean 0, deviation 1, float32 of `channels`.
cv::Mat grain_of(cv::Size size, int channels, double grain, cv::RNG& random);

}  // namespace aesthetic::training
