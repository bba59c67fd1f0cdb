// SPDX-License-Identifier: MIT
#include "picture_gate.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace aesthetic {
namespace {

constexpr int longest_side = 512;
constexpr double white = 255;

// A view of the frame in its own shape, never larger than it.
ModelInput view_of(const GstVideoInfo& frames) {
  const cv::Size size(GST_VIDEO_INFO_WIDTH(&frames), GST_VIDEO_INFO_HEIGHT(&frames));
  const double scale = std::min(1.0, static_cast<double>(longest_side) / std::max(size.width, size.height));
  ModelInput view;
  view.size = {std::max(1, cvRound(size.width * scale)), std::max(1, cvRound(size.height * scale))};
  return view;
}

double light_of(const cv::Mat& gray) {
  constexpr int levels = 256;
  constexpr double share = 0.99;
  const float range[] = {0, levels};
  const float* ranges[] = {range};
  const int channels[] = {0};
  cv::Mat counts;
  cv::calcHist(&gray, 1, channels, cv::noArray(), counts, 1, &levels, ranges);
  double left = share * static_cast<double>(gray.total());
  int level = 0;
  while (level < levels - 1 && (left -= counts.at<float>(level)) > 0) ++level;
  return level / white;
}

// Absolute differences between neighbours across.
cv::Mat differences(const cv::Mat& picture) {
  cv::Mat result;
  cv::absdiff(picture.colRange(1, picture.cols), picture.colRange(0, picture.cols - 1), result);
  return result;
}

struct Edges {
  double all = 0;   // sum of the differences between neighbours
  double left = 0;  // how much of it another box filter leaves
};

Edges edges_across(const cv::Mat& picture) {
  constexpr int filter = 9;
  if (picture.cols < 2) return {};
  cv::Mat smooth;
  cv::blur(picture, smooth, {filter, 1});
  const cv::Mat before = differences(picture);
  const cv::Mat lost = cv::max(before - differences(smooth), 0);
  const double all = cv::sum(before)[0];
  return {all, all - cv::sum(lost)[0]};
}

// A direction with hardly any edges says nothing: stripes are not blurred along.
double blur_of(const cv::Mat& picture) {
  constexpr double least_share = 0.1;
  const Edges directions[] = {edges_across(picture), edges_across(picture.t())};
  const double all = directions[0].all + directions[1].all;
  if (all <= 0) return 1;
  double blur = 0;
  for (const Edges& edges : directions)
    if (edges.all > least_share * all) blur = std::max(blur, edges.left / edges.all);
  return blur;
}

}  // namespace

PictureFigures measure(const cv::Mat& gray) {
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(gray, mean, deviation);
  cv::Mat exact;  // what a box filter leaves of a dark scene is less than one step of 8 bits
  gray.convertTo(exact, CV_32F);
  cv::blur(exact, exact, {3, 3});
  return {light_of(gray), deviation[0] / white, blur_of(exact)};
}

Verdict judge(const PictureFigures& figures, const GateLimits& limits) {
  if (figures.light < limits.black_level) return Verdict::black;
  if (figures.contrast < limits.min_contrast) return Verdict::blank;
  if (figures.blur > limits.max_blur) return Verdict::blurred;
  return Verdict::good;
}

PictureGate::PictureGate(const GstVideoInfo& frames) : sampler_(frames, view_of(frames)) {}

Verdict PictureGate::judge(GstBuffer* buffer, const GateLimits& limits) {
  picture_ = sampler_.sample(buffer);
  cv::cvtColor(picture_, gray_, cv::COLOR_RGB2GRAY);
  return aesthetic::judge(measure(gray_), limits);
}

}  // namespace aesthetic
