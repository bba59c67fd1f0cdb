// SPDX-License-Identifier: MIT
//
// Draws with OpenCV on a sheet that is twice as fine as its result, so that lines and letters come out
// smooth. Coordinates are pixels of the result.
//
//   Canvas canvas({640, 200}, Color(24, 24, 27));
//   canvas.text("best frames", {20, 40}, 0.6, Color(230, 230, 230));
//   cv::imwrite("sheet.jpg", canvas.picture());
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace aesthetic {

using Color = cv::Scalar;  // blue, green, red in 0..255

class Canvas {
 public:
  enum class Align { left, center, right };

  Canvas(cv::Size size, const Color& background);

  // `box` filled, with corners of that radius.
  void fill(const cv::Rect2d& box, const Color& color, double radius = 0);
  void line(cv::Point2d from, cv::Point2d to, const Color& color, double width);
  void curve(const std::vector<cv::Point2d>& points, const Color& color, double width);
  void area(const std::vector<cv::Point2d>& outline, const Color& color);
  void disc(cv::Point2d center, double radius, const Color& color);
  // `picture` fitted into `box`, in its middle.
  void paste(const cv::Mat& picture, const cv::Rect2d& box);
  // `size` is the height of a capital letter in pixels, `at` a point on the base line.
  void text(const std::string& text, cv::Point2d at, double size, const Color& color,
            Align align = Align::left, bool bold = false);

  // In pixels, for that height of a capital letter.
  static double text_width(const std::string& text, double size, bool bold = false);
  // `text`, or as much of it as fits into `width` with "..." at its end.
  static std::string shortened(const std::string& text, double width, double size);

  cv::Mat picture() const;

 private:
  cv::Mat sheet_;
};

}  // namespace aesthetic
