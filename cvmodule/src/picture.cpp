// SPDX-License-Identifier: MIT
#include "aesthetic/picture.hpp"

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic {

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

cv::Mat prepare(const cv::Mat& bgr, const ModelInput& input) {
  if (bgr.empty() || bgr.type() != CV_8UC3)
    throw Error(ErrorKind::bad_picture, "picture is empty or not 8-bit BGR");
  cv::Mat picture = warp(bgr, input.size);
  if (input.channels == ChannelOrder::rgb) cv::cvtColor(picture, picture, cv::COLOR_BGR2RGB);
  return picture;
}

void check_picture(const cv::Mat& picture, const ModelInput& input) {
  if (picture.size() != input.size || picture.type() != CV_8UC3)
    throw Error(ErrorKind::bad_picture, "a picture for the network must be 8-bit, 3 channels, " +
                                            std::to_string(input.size.width) + "x" +
                                            std::to_string(input.size.height) + " pixels");
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
