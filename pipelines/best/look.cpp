// SPDX-License-Identifier: MIT
#include "best/look.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace aesthetic {
namespace {

constexpr double whole = 255;

void put_shares(const cv::Mat& counts, double pixels, std::uint8_t* out) {
  const cv::Mat flat = counts.reshape(1, 1);
  for (int i = 0; i < flat.cols; ++i)
    out[i] = cv::saturate_cast<std::uint8_t>(whole * std::sqrt(flat.at<float>(i) / pixels));
}

double hellinger(const std::uint8_t* a, const std::uint8_t* b, int bins) {
  double sum = 0;
  for (int i = 0; i < bins; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::min(1.0, std::sqrt(sum / 2) / whole);
}

}  // namespace

Look look_of(const cv::Mat& rgb) {
  constexpr int longest_side = 128;
  const double scale = std::min(1.0, static_cast<double>(longest_side) / std::max(rgb.cols, rgb.rows));
  cv::Mat lab;
  cv::resize(rgb, lab, {std::max(1, cvRound(rgb.cols * scale)), std::max(1, cvRound(rgb.rows * scale))}, 0, 0,
             cv::INTER_AREA);
  cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
  const auto pixels = static_cast<double>(lab.total());
  Look look;
  cv::Mat counts;
  const int lightness = Look::lightness_bins;
  const int lightness_channel = 0;
  const float all[] = {0, 256};
  const float* lightness_range[] = {all};
  cv::calcHist(&lab, 1, &lightness_channel, cv::noArray(), counts, 1, &lightness, lightness_range);
  put_shares(counts, pixels, look.shares.data());
  // Most colours are near grey, which is 128 in the middle bin.
  constexpr float edges[] = {0, 116, 124, 133, 142, 256};
  const float* colour_ranges[] = {edges, edges};
  const int colour_channels[] = {1, 2};
  const int colours[] = {5, 5};
  cv::calcHist(&lab, 1, colour_channels, cv::noArray(), counts, 2, colours, colour_ranges, false);
  put_shares(counts, pixels, look.shares.data() + Look::lightness_bins);
  return look;
}

double difference(const Look& a, const Look& b) {
  const std::uint8_t* first = a.shares.data();
  const std::uint8_t* second = b.shares.data();
  constexpr int lightness = Look::lightness_bins;
  return (hellinger(first, second, lightness) +
          hellinger(first + lightness, second + lightness, Look::colour_bins)) /
         2;
}

}  // namespace aesthetic
