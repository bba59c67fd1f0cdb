// SPDX-License-Identifier: MIT
#include "best/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace aesthetic {
namespace {

constexpr int fineness = 2;
constexpr int fraction_bits = 4;  // sub-pixel positions of OpenCV's drawing functions
constexpr int font = cv::FONT_HERSHEY_SIMPLEX;
constexpr double capital_height = 22;  // of that font at scale 1

double font_scale(double size) {
  return fineness * size / capital_height;
}

int stroke(double size, bool bold) {
  return std::max(1, cvRound(fineness * size * (bold ? 0.22 : 0.125)));
}

int pixels(double length) {
  return cvRound(length * fineness);
}

cv::Point fixed_point(cv::Point2d point) {
  constexpr double steps = fineness * (1 << fraction_bits);
  return {cvRound(point.x * steps), cvRound(point.y * steps)};
}

std::vector<cv::Point> fixed_points(const std::vector<cv::Point2d>& points) {
  std::vector<cv::Point> fixed(points.size());
  std::transform(points.begin(), points.end(), fixed.begin(), fixed_point);
  return fixed;
}

}  // namespace

Canvas::Canvas(cv::Size size, const Color& background)
    : sheet_(size.height * fineness, size.width * fineness, CV_8UC3, background) {}

void Canvas::fill(const cv::Rect2d& box, const Color& color, double radius) {
  const cv::Rect inner(pixels(box.x), pixels(box.y), std::max(1, pixels(box.width)),
                       std::max(1, pixels(box.height)));
  const int r = std::min(pixels(radius), std::min(inner.width, inner.height) / 2);
  cv::rectangle(sheet_, {inner.x + r, inner.y, inner.width - 2 * r, inner.height}, color, cv::FILLED);
  cv::rectangle(sheet_, {inner.x, inner.y + r, inner.width, inner.height - 2 * r}, color, cv::FILLED);
  if (r == 0) return;
  // Corners: discs of 2 * r pixels, so their centres lie between pixels.
  constexpr int steps = 1 << fraction_bits;
  const int reach = (2 * r - 1) * steps / 2;
  for (const int x : {inner.x * steps + reach, (inner.x + inner.width - 1) * steps - reach})
    for (const int y : {inner.y * steps + reach, (inner.y + inner.height - 1) * steps - reach})
      cv::circle(sheet_, {x, y}, reach, color, cv::FILLED, cv::LINE_AA, fraction_bits);
}

void Canvas::line(cv::Point2d from, cv::Point2d to, const Color& color, double width) {
  cv::line(sheet_, fixed_point(from), fixed_point(to), color, std::max(1, pixels(width)), cv::LINE_AA,
           fraction_bits);
}

void Canvas::curve(const std::vector<cv::Point2d>& points, const Color& color, double width) {
  cv::polylines(sheet_, fixed_points(points), false, color, std::max(1, pixels(width)), cv::LINE_AA,
                fraction_bits);
}

void Canvas::area(const std::vector<cv::Point2d>& outline, const Color& color) {
  cv::fillPoly(sheet_, std::vector<std::vector<cv::Point>>{fixed_points(outline)}, color, cv::LINE_AA,
               fraction_bits);
}

void Canvas::disc(cv::Point2d center, double radius, const Color& color) {
  cv::circle(sheet_, fixed_point(center), cvRound(radius * fineness * (1 << fraction_bits)), color,
             cv::FILLED, cv::LINE_AA, fraction_bits);
}

void Canvas::paste(const cv::Mat& picture, const cv::Rect2d& box) {
  const double scale = fineness * std::min(box.width / picture.cols, box.height / picture.rows);
  const cv::Size size(std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale)));
  cv::Mat fitted;
  cv::resize(picture, fitted, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  const cv::Rect place(pixels(box.x + box.width / 2) - size.width / 2,
                       pixels(box.y + box.height / 2) - size.height / 2, size.width, size.height);
  const cv::Rect visible = place & cv::Rect({0, 0}, sheet_.size());
  fitted(visible - place.tl()).copyTo(sheet_(visible));
}

void Canvas::text(const std::string& text, cv::Point2d at, double size, const Color& color, Align align,
                  bool bold) {
  if (align != Align::left) at.x -= text_width(text, size, bold) * (align == Align::center ? 0.5 : 1.0);
  cv::putText(sheet_, text, {pixels(at.x), pixels(at.y)}, font, font_scale(size), color, stroke(size, bold),
              cv::LINE_AA);
}

double Canvas::text_width(const std::string& text, double size, bool bold) {
  int base_line = 0;
  return cv::getTextSize(text, font, font_scale(size), stroke(size, bold), &base_line).width /
         static_cast<double>(fineness);
}

std::string Canvas::shortened(const std::string& text, double width, double size) {
  std::string part = text;
  while (!part.empty() && text_width(part == text ? text : part + "...", size) > width) part.pop_back();
  return part == text ? text : part + "...";
}

cv::Mat Canvas::picture() const {
  cv::Mat result;
  cv::resize(sheet_, result, sheet_.size() / fineness, 0, 0, cv::INTER_AREA);
  return result;
}

}  // namespace aesthetic
