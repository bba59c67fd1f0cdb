// SPDX-License-Identifier: MIT
#include "aesthetic/picture.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic {
namespace {

// Where output line i of `lines` lies among input lines, and how much each of those counts for it. The output
// covers the input from `begin` over `extent`; input line j covers j to j + 1. `totals` is memory to work in.
class Triangles {
 public:
  Triangles(double begin, double extent, int lines, std::vector<double>& totals)
      : begin_(begin), ratio_(extent / lines), reach_(std::max(ratio_, 1.0)), totals_(totals) {
    totals_.assign(static_cast<std::size_t>(lines), 0);
    for (int i = 0; i < lines; ++i)
      for (int j = first_input(i); j <= last_input(i); ++j)
        totals_[static_cast<std::size_t>(i)] += height(i, j);
  }

  // Input lines an output line reads; those below 0 and past the end stand for the first and last.
  int first_input(int i) const { return static_cast<int>(std::ceil(centre(i) - reach_)); }
  int last_input(int i) const { return static_cast<int>(std::floor(centre(i) + reach_)); }
  // First output line that reads input line j.
  int first_output(int j) const {
    return static_cast<int>(std::ceil((j + 0.5 - begin_ - reach_) / ratio_ - 0.5));
  }
  double weight(int i, int j) const { return height(i, j) / totals_[static_cast<std::size_t>(i)]; }

 private:
  double centre(int i) const { return begin_ + (i + 0.5) * ratio_ - 0.5; }
  double height(int i, int j) const { return std::max(0.0, 1 - std::abs(j - centre(i)) / reach_); }

  double begin_;
  double ratio_;
  double reach_;
  std::vector<double>& totals_;
};

// Each of the rows of `out` becomes the weighted mean of the rows of `in` its triangle covers. Each input row
// is read once.
void warp_rows(const cv::Mat& in, const Triangles& triangles, int rows, cv::Mat& out, cv::Mat& line) {
  out.create(rows, in.cols, CV_32FC(in.channels()));
  out.setTo(0);
  for (int j = triangles.first_input(0); j <= triangles.last_input(rows - 1); ++j) {
    cv::Mat source = in.row(std::clamp(j, 0, in.rows - 1));
    if (in.depth() != CV_32F) {
      source.convertTo(line, CV_32F);
      source = line;
    }
    for (int i = std::max(0, triangles.first_output(j)); i < rows && triangles.first_input(i) <= j; ++i) {
      const double weight = triangles.weight(i, j);
      if (weight == 0) continue;
      cv::Mat target = out.row(i);
      cv::scaleAdd(source, weight, target, target);
    }
  }
}

}  // namespace

cv::Mat read_picture(const std::filesystem::path& file) {
  const auto bytes = read_file(file);
  if (bytes.empty()) throw Error(ErrorKind::bad_picture, file.string() + ": is empty");
  cv::Mat picture;
  try {
    picture = cv::imdecode(bytes, cv::IMREAD_COLOR);
  } catch (const cv::Exception& fault) {
    throw Error(ErrorKind::bad_picture, file.string() + ": cannot be decoded: " + fault.err);
  }
  if (picture.empty())
    throw Error(ErrorKind::bad_picture, file.string() + ": is not a picture that OpenCV can decode");
  return picture;
}

const cv::Mat& Warp::operator()(const cv::Mat& picture, cv::Size size) {
  if (picture.size() == size) {
    picture.copyTo(warped_);
    return warped_;
  }
  return (*this)(picture, cv::Rect2d(0, 0, picture.cols, picture.rows), size, CV_8U);
}

const cv::Mat& Warp::operator()(const cv::Mat& picture, const cv::Rect2d& part, cv::Size size, int depth) {
  warp_rows(picture, Triangles(part.y, part.height, size.height, totals_), size.height, low_, line_);
  cv::transpose(low_, turned_);
  warp_rows(turned_, Triangles(part.x, part.width, size.width, totals_), size.width, low_narrow_, line_);
  constexpr double white = 65535.0 / 255;
  low_narrow_.convertTo(narrow_, depth, depth == CV_16U && picture.depth() == CV_8U ? white : 1.0);
  cv::transpose(narrow_, warped_);
  return warped_;
}

cv::Mat warp(const cv::Mat& picture, cv::Size size) {
  return Warp()(picture, size);
}

cv::Mat prepare(const cv::Mat& bgr, const ModelInput& input) {
  if (bgr.empty() || bgr.type() != CV_8UC3)
    throw Error(ErrorKind::bad_picture, "picture is empty or not 8-bit BGR");
  cv::Mat picture = warp(bgr, input.size);
  if (input.channels == ChannelOrder::rgb) cv::cvtColor(picture, picture, cv::COLOR_BGR2RGB);
  return picture;
}

void to_planes(const cv::Mat& picture, const ModelInput& input, float* planes) {
  const std::size_t area =
      static_cast<std::size_t>(input.size.width) * static_cast<std::size_t>(input.size.height);
  for (std::size_t c = 0; c < 3; ++c) {
    std::array<float, 256> entering;
    for (int v = 0; v < 256; ++v)
      entering[static_cast<std::size_t>(v)] =
          (static_cast<float>(std::clamp(v, input.darkest, input.brightest)) -
           static_cast<float>(input.mean[c])) *
          static_cast<float>(input.scale);
    float* out = planes + c * area;
    for (int y = 0; y < picture.rows; ++y) {
      const auto* pixel = picture.ptr<unsigned char>(y) + c;
      for (int x = 0; x < picture.cols; ++x, pixel += 3) *out++ = entering[*pixel];
    }
  }
}

}  // namespace aesthetic
