// SPDX-License-Identifier: MIT
#include "datasets/video_view.hpp"

#include <opencv2/imgproc.hpp>
#include <vector>

namespace aesthetic::training {
namespace {

// ITU-R BT.601: code values of luma and chroma for a signal of 0..1 (chroma as OpenCV has it, 0.5 for grey),
// and the lowest of them.
constexpr double luma_codes = 219;
constexpr double chroma_codes = 224;
constexpr double lowest_code = 16;

// To 8-bit code values, moved by `offset`, and back.
void quantise(cv::Mat& signal, double codes, double offset) {
  cv::Mat coded;
  signal.convertTo(coded, CV_8U, codes, lowest_code + offset);
  coded.convertTo(signal, CV_32F, 1 / codes, -lowest_code / codes);
}

}  // namespace

cv::Mat as_video_frame(const cv::Mat& bgr, cv::RNG& random) {
  cv::Mat signal;
  bgr.convertTo(signal, CV_32F, 1.0 / 255);
  cv::cvtColor(signal, signal, cv::COLOR_BGR2YCrCb);
  std::vector<cv::Mat> planes;
  cv::split(signal, planes);
  const cv::Size half((bgr.cols + 1) / 2, (bgr.rows + 1) / 2);
  for (std::size_t i = 0; i < planes.size(); ++i) {
    const double offset = random.uniform(-1.0, 1.0);
    if (i == 0) {
      quantise(planes[i], luma_codes, offset);
      continue;
    }
    cv::Mat chroma;
    cv::resize(planes[i], chroma, half, 0, 0, cv::INTER_AREA);
    quantise(chroma, chroma_codes, offset);
    cv::resize(chroma, planes[i], bgr.size(), 0, 0, cv::INTER_LINEAR);
  }
  cv::merge(planes, signal);
  cv::cvtColor(signal, signal, cv::COLOR_YCrCb2BGR);
  cv::Mat frame;
  signal.convertTo(frame, CV_8U, 255);
  return frame;
}

}  // namespace aesthetic::training
