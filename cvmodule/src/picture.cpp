// SPDX-License-Identifier: MIT
#include "aesthetic/picture.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic {
namespace {

// `in` with `rows` rows, each the weighted mean of the rows its triangle covers; rows past an edge repeat it.
cv::Mat warp_rows(const cv::Mat& in, int rows) {
  const double ratio = static_cast<double>(in.rows) / rows;
  const double reach = std::max(ratio, 1.0);
  cv::Mat out = cv::Mat::zeros(rows, in.cols, CV_32FC(in.channels()));
  cv::Mat line;
  for (int i = 0; i < rows; ++i) {
    const double centre = (i + 0.5) * ratio - 0.5;
    const int first = static_cast<int>(std::ceil(centre - reach));
    const int last = static_cast<int>(std::floor(centre + reach));
    const auto weight = [&](int j) { return 1 - std::abs(j - centre) / reach; };
    double total = 0;
    for (int j = first; j <= last; ++j) total += weight(j);
    cv::Mat target = out.row(i);
    for (int j = first; j <= last; ++j) {
      in.row(std::clamp(j, 0, in.rows - 1)).convertTo(line, CV_32F);
      cv::scaleAdd(line, weight(j) / total, target, target);
    }
  }
  return out;
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

cv::Mat warp(const cv::Mat& picture, cv::Size size) {
  if (picture.size() == size) return picture.clone();
  cv::Mat columns = warp_rows(picture, size.height).t();
  cv::Mat warped;
  warp_rows(columns, size.width).convertTo(warped, CV_8U);
  return warped.t();
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
    const auto scale = static_cast<float>(input.scale);
    const auto mean = static_cast<float>(input.mean[c]);
    float* out = planes + c * area;
    for (int y = 0; y < picture.rows; ++y) {
      const auto* pixel = picture.ptr<unsigned char>(y) + c;
      for (int x = 0; x < picture.cols; ++x, pixel += 3) *out++ = (static_cast<float>(*pixel) - mean) * scale;
    }
  }
}

}  // namespace aesthetic
