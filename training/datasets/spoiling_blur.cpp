// SPDX-License-Identifier: MIT
//
// Flaws of shutter, focus and posture: motion blur, defocus, tilt.
#include <opencv2/imgproc.hpp>
#include <vector>

#include "datasets/spoiling_kinds.hpp"

namespace aesthetic::training {
namespace {

constexpr int path_steps = 64;

// The way of a point on the sensor while the shutter is open, `length` pixels long, its middle at 0.
std::vector<cv::Point2d> shaken_path(double length, cv::RNG& random) {
  double direction = random.uniform(0.0, 2 * CV_PI);
  // Most shakes are nearly straight within an exposure.
  const double bend = happens(0.5, random) ? 0 : random.gaussian(2.5 / path_steps);
  const double unrest = happens(0.3, random) ? 0.35 : 0;
  std::vector<cv::Point2d> path = {{0, 0}};
  cv::Point2d middle(0, 0);
  for (int i = 1; i < path_steps; ++i) {
    direction += bend + random.gaussian(unrest);
    path.push_back(path.back() + length / path_steps * cv::Point2d(std::cos(direction), std::sin(direction)));
    middle += path.back() / path_steps;
  }
  for (auto& point : path) point -= middle;
  return path;
}

cv::Mat kernel_of(const std::vector<cv::Point2d>& path) {
  double reach = 1;
  for (const auto& point : path) reach = std::max({reach, std::abs(point.x), std::abs(point.y)});
  const int radius = static_cast<int>(std::ceil(reach)) + 1;
  cv::Mat kernel = cv::Mat::zeros(2 * radius + 1, 2 * radius + 1, CV_32F);
  for (const auto& point : path) {
    const double x = point.x + radius;
    const double y = point.y + radius;
    const int left = cvFloor(x);
    const int top = cvFloor(y);
    for (const int row : {top, top + 1})
      for (const int column : {left, left + 1})
        kernel.at<float>(row, column) +=
            static_cast<float>((1 - std::abs(x - column)) * (1 - std::abs(y - row)));
  }
  return kernel / cv::sum(kernel)[0];
}

// The camera turns about a point, or zooms to it.
cv::Mat swirled(const cv::Mat& picture, double length, cv::RNG& random) {
  const cv::Point2f middle(static_cast<float>(picture.cols * random.uniform(0.2, 0.8)),
                           static_cast<float>(picture.rows * random.uniform(0.2, 0.8)));
  const bool turns = happens(0.5, random);
  const double most = 2 * length / diagonal(picture);  // radians, or share of the size
  constexpr int steps = 24;
  cv::Mat sum = cv::Mat::zeros(picture.size(), CV_32FC3);
  cv::Mat moved;
  for (int i = 0; i < steps; ++i) {
    const double part = most * (i / (steps - 1.0) - 0.5);
    const cv::Mat place =
        cv::getRotationMatrix2D(middle, turns ? 2 * part * 180 / CV_PI : 0, turns ? 1 : 1 + 2 * part);
    cv::warpAffine(picture, moved, place, picture.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::accumulate(moved, sum);
  }
  return sum / steps;
}

}  // namespace

cv::Mat motion_blurred(const cv::Mat& bgr, double strength, cv::RNG& random) {
  const double length =
      diagonal(bgr) * between(0.008, 0.03, strength) * std::exp(random.uniform(0.0, 1.5 * strength));
  const bool in_light = happens(0.5, random);  // streaks of bright points
  const cv::Mat picture = in_light ? to_light(bgr) : bgr;
  cv::Mat blurred;
  if (happens(0.2, random))
    blurred = swirled(picture, 2 * length, random);
  else
    cv::filter2D(picture, blurred, CV_32F, kernel_of(shaken_path(length, random)), {-1, -1}, 0,
                 cv::BORDER_REPLICATE);
  if (in_light) return from_light(blurred);
  blurred.convertTo(blurred, CV_8U);
  return blurred;
}

cv::Mat defocused(const cv::Mat& bgr, double strength, cv::RNG& random) {
  const double radius =
      diagonal(bgr) * between(0.0045, 0.014, strength) * std::exp(random.uniform(0.0, strength));
  cv::Mat blurred;
  if (happens(0.4, random)) {
    cv::GaussianBlur(bgr, blurred, {0, 0}, 0.6 * radius);
    return blurred;
  }
  const int reach = cvCeil(radius) + 1;
  cv::Mat disc(2 * reach + 1, 2 * reach + 1, CV_32F);
  for (int y = -reach; y <= reach; ++y)
    for (int x = -reach; x <= reach; ++x)
      disc.at<float>(y + reach, x + reach) =
          static_cast<float>(std::clamp(radius + 0.5 - std::hypot(x, y), 0.0, 1.0));
  disc /= cv::sum(disc)[0];
  const bool in_light = happens(0.5, random);
  cv::filter2D(in_light ? to_light(bgr) : bgr, blurred, -1, disc, {-1, -1}, 0, cv::BORDER_REPLICATE);
  return in_light ? from_light(blurred) : blurred;
}

// The largest part of the turned picture that has the picture's shape and nothing from beyond its edges.
cv::Mat tilted(const cv::Mat& bgr, double strength, cv::RNG& random) {
  const double least = 4;  // degrees
  const double degrees = between(least, 11, strength) * std::exp(random.uniform(0.0, 1.15 * strength));
  const double turn = happens(0.5, random) ? degrees : -degrees;
  const double sine = std::sin(degrees * CV_PI / 180);
  const double cosine = std::cos(degrees * CV_PI / 180);
  const double width = bgr.cols;
  const double height = bgr.rows;
  const double zoom =
      std::max((width * cosine + height * sine) / width, (width * sine + height * cosine) / height);
  const cv::Point2f middle(static_cast<float>((width - 1) / 2), static_cast<float>((height - 1) / 2));
  cv::Mat turned;
  cv::warpAffine(bgr, turned, cv::getRotationMatrix2D(middle, turn, zoom), bgr.size(), cv::INTER_CUBIC,
                 cv::BORDER_REPLICATE);
  return turned;
}

}  // namespace aesthetic::training
