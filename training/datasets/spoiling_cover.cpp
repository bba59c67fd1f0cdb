// SPDX-License-Identifier: MIT
//
// Something near the lens: fingers, a hand, a strap, out of focus, from an edge of the picture.
#include <opencv2/imgproc.hpp>
#include <vector>

#include "datasets/spoiling_kinds.hpp"

namespace aesthetic::training {
namespace {

// A place on the edge of the picture, and the direction from there to somewhere around its middle.
struct Entry {
  cv::Point2d place;
  cv::Point2d inward;
};

Entry random_entry(cv::Size size, cv::RNG& random) {
  const double along = random.uniform(0.0, 1.0);
  const cv::Point2d sides[] = {{along * size.width, 0.0},
                               {along * size.width, 1.0 * size.height},
                               {0.0, along * size.height},
                               {1.0 * size.width, along * size.height}};
  Entry entry;
  entry.place = sides[random.uniform(0, 4)];
  const cv::Point2d target(size.width * random.uniform(0.25, 0.75), size.height * random.uniform(0.25, 0.75));
  const cv::Point2d way = target - entry.place;
  entry.inward = way / std::max(1.0, std::hypot(way.x, way.y));
  return entry;
}

cv::Point2d across(const cv::Point2d& direction) {
  return {-direction.y, direction.x};
}

// One to three fingers side by side, each with a round end.
void draw_fingers(cv::Mat& mask, const Entry& entry, double reach, cv::RNG& random) {
  const double side = std::min(mask.cols, mask.rows);
  const double width = side * random.uniform(0.2, 0.6);
  const int count = happens(0.65, random) ? 1 : random.uniform(2, 4);
  for (int i = 0; i < count; ++i) {
    const cv::Point2d base = entry.place + across(entry.inward) * (i * width * 1.05) - entry.inward * width;
    const double length = width / 2 + side * reach * (i == 0 ? 1 : random.uniform(0.6, 1.0));
    cv::line(mask, base, base + entry.inward * length, cv::Scalar(1), std::max(1, cvRound(width)));
  }
}

// A thumb or the heel of a hand: an ellipse that reaches in.
void draw_blob(cv::Mat& mask, const Entry& entry, double reach, cv::RNG& random) {
  const double side = std::min(mask.cols, mask.rows);
  const double depth = side * reach;
  const double length = std::max(side * random.uniform(0.35, 0.9), 0.6 * depth);  // it comes from the edge
  const cv::Point2d middle = entry.place + entry.inward * (depth - length);
  const double angle = std::atan2(entry.inward.y, entry.inward.x) * 180 / CV_PI + random.gaussian(12);
  const cv::Size axes(std::max(1, cvRound(length)), std::max(1, cvRound(length * random.uniform(0.35, 1.1))));
  cv::ellipse(mask, cv::Point(middle), axes, angle, 0, 360, cv::Scalar(1), cv::FILLED);
}

// A palm or a lens cap: everything on one side of an edge that bends a little.
void draw_side(cv::Mat& mask, const Entry& entry, double reach, cv::RNG& random) {
  const double side = std::min(mask.cols, mask.rows);
  const cv::Point2d along = across(entry.inward);
  const cv::Point2d edge = entry.place + entry.inward * (0.6 * reach * side);
  const double far = 2.0 * diagonal(mask);
  const double bend = random.gaussian(0.15) * side;
  const std::vector<cv::Point> corners = {edge - along * far - entry.inward * far,
                                          edge - along * far,
                                          edge - along * (0.3 * side) + entry.inward * bend,
                                          edge + along * (0.3 * side) + entry.inward * bend,
                                          edge + along * far,
                                          edge + along * far - entry.inward * far};
  cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{corners}, cv::Scalar(1));
}

// A strap or a lock of hair that hangs across a part of the picture.
void draw_strap(cv::Mat& mask, const Entry& entry, double reach, cv::RNG& random) {
  const double side = std::min(mask.cols, mask.rows);
  const double width = side * (0.06 + 0.3 * reach) * random.uniform(0.7, 1.3);
  const double turn = random.uniform(-0.9, 0.9);
  const cv::Point2d way(entry.inward.x * std::cos(turn) - entry.inward.y * std::sin(turn),
                        entry.inward.x * std::sin(turn) + entry.inward.y * std::cos(turn));
  cv::line(mask, entry.place - way * width, entry.place + way * (2 * diagonal(mask)), cv::Scalar(1),
           std::max(1, cvRound(width)));
}

cv::Mat shape_of(cv::Size size, double reach, cv::RNG& random) {
  cv::Mat mask = cv::Mat::zeros(size, CV_32F);
  const Entry entry = random_entry(size, random);
  const double kind = random.uniform(0.0, 1.0);
  if (kind < 0.4)
    draw_fingers(mask, entry, reach, random);
  else if (kind < 0.75)
    draw_blob(mask, entry, reach, random);
  else if (kind < 0.9)
    draw_side(mask, entry, reach, random);
  else
    draw_strap(mask, entry, reach, random);
  return mask;
}

// Skin from very light to very dark, lit or in shade; else black, grey or any colour. BGR, 0..1.
cv::Vec3f random_colour(cv::RNG& random) {
  const double kind = random.uniform(0.0, 1.0);
  float hue = 0;
  double saturation = 0;
  double value = 0;
  if (kind < 0.6) {
    hue = static_cast<float>(random.uniform(4.0, 34.0));  // degrees
    value = random.uniform(0.12, 1.0);
    saturation = random.uniform(0.15, 0.75);
  } else if (kind < 0.75) {
    value = random.uniform(0.0, 0.15);
  } else if (kind < 0.87) {
    value = random.uniform(0.15, 0.9);
    saturation = random.uniform(0.0, 0.1);
  } else {
    hue = static_cast<float>(random.uniform(0.0, 360.0));
    value = random.uniform(0.1, 1.0);
    saturation = random.uniform(0.1, 0.9);
  }
  cv::Mat colour(1, 1, CV_32FC3, cv::Scalar(hue, saturation, value));
  cv::cvtColor(colour, colour, cv::COLOR_HSV2BGR);
  return colour.at<cv::Vec3f>(0, 0);
}

// The thing itself, without an edge: one colour in light that changes slowly, 0..1.
cv::Mat surface_of(cv::Size size, cv::RNG& random) {
  cv::Mat corners(2, 2, CV_32F);
  random.fill(corners, cv::RNG::UNIFORM, 0.55, 1.25);
  cv::Mat light;
  cv::resize(corners, light, size, 0, 0, cv::INTER_LINEAR);
  if (happens(0.5, random))
    light += grain_of(size, 1, random.uniform(2.0, 12.0), random) * random.uniform(0.01, 0.06);
  cv::Mat surface;
  cv::cvtColor(light, surface, cv::COLOR_GRAY2BGR);
  const cv::Vec3f colour = random_colour(random);
  cv::multiply(surface, cv::Scalar(colour[0], colour[1], colour[2]), surface);
  return surface;
}

}  // namespace

cv::Mat obstructed(const cv::Mat& bgr, double strength, cv::RNG& random) {
  const double reach = between(0.12, 0.5, strength) + random.uniform(0.0, 0.35 * strength);
  cv::Mat mask = shape_of(bgr.size(), reach, random);
  // The nearer to the lens, the softer the edge.
  cv::GaussianBlur(mask, mask, {0, 0},
                   diagonal(bgr) * std::exp(random.uniform(std::log(0.006), std::log(0.07))));
  mask *= happens(0.7, random) ? 1.0 : random.uniform(0.7, 1.0);
  cv::Mat alpha;
  cv::cvtColor(mask, alpha, cv::COLOR_GRAY2BGR);
  cv::Mat signal;
  bgr.convertTo(signal, CV_32F, 1.0 / 255);
  const cv::Mat covered = signal + alpha.mul(surface_of(bgr.size(), random) - signal);
  cv::Mat picture;
  covered.convertTo(picture, CV_8U, 255);
  return picture;
}

}  // namespace aesthetic::training
