// SPDX-License-Identifier: MIT
#include "calibration_pictures.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace aesthetic {
namespace {

class Scene {
 public:
  Scene(cv::Size size, std::uint64_t seed) : random_(seed), size_(size), picture_(size, CV_32FC3) {}

  cv::Mat make() {
    paint_sky();
    add_roughness();
    const int things = random_.uniform(0, 9);
    for (int i = 0; i < things; ++i) add_thing();
    const double blur = random_.uniform(0.0, 2.5);
    if (blur > 0.5) cv::GaussianBlur(picture_, picture_, {}, blur);
    const double contrast = random_.uniform(0.4, 1.3);
    cv::Mat bytes;
    picture_.convertTo(bytes, CV_8U, contrast, random_.uniform(70.0, 180.0) - 128 * contrast);
    return bytes;
  }

 private:
  cv::Scalar colour() {
    const double light = random_.uniform(0.0, 255.0);
    const auto channel = [&] { return light + random_.uniform(-70.0, 70.0); };
    const double first = channel();
    const double second = channel();
    return {first, second, channel()};
  }

  void paint_sky() {
    const cv::Scalar top = colour();
    const cv::Scalar bottom = colour();
    for (int y = 0; y < size_.height; ++y) {
      const double part = static_cast<double>(y) / size_.height;
      picture_.row(y).setTo(cv::Scalar(top * (1 - part) + bottom * part));
    }
  }

  // Noise at every scale, the coarser the stronger.
  void add_roughness() {
    const double strength = random_.uniform(0.0, 1.5);
    for (int cells = 3; cells <= std::max(size_.width, size_.height); cells *= 2) {
      cv::Mat coarse(cells, cells, CV_32FC3);
      random_.fill(coarse, cv::RNG::NORMAL, 0, 60 * strength / std::sqrt(cells));
      cv::Mat fine;
      cv::resize(coarse, fine, size_, 0, 0, cv::INTER_CUBIC);
      picture_ += fine;
    }
  }

  void add_thing() {
    const cv::Point center(random_.uniform(0, size_.width), random_.uniform(0, size_.height));
    const cv::Size half(1 + random_.uniform(0, size_.width / 3 + 1),
                        1 + random_.uniform(0, size_.height / 3 + 1));
    if (random_.uniform(0, 2) == 0) {
      cv::ellipse(picture_, center, half, random_.uniform(0.0, 180.0), 0, 360, colour(), cv::FILLED);
    } else {
      cv::rectangle(picture_, center, center + cv::Point(half), colour(), cv::FILLED);
    }
  }

  cv::RNG random_;
  cv::Size size_;
  cv::Mat picture_;
};

}  // namespace

std::vector<cv::Mat> calibration_pictures(const ModelInput& input, int count) {
  std::vector<cv::Mat> pictures;
  pictures.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    pictures.push_back(Scene(input.size, static_cast<std::uint64_t>(i) + 1).make());
  return pictures;
}

}  // namespace aesthetic
