// SPDX-License-Identifier: MIT
#include "datasets/flaw_samples.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "aesthetic/picture.hpp"
#include "datasets/video_view.hpp"

namespace aesthetic::training {
namespace {

constexpr int least_side = 16;  // pixels, for spoil()

// A part of the picture: at least half as wide or high as what fits, in a shape from 9:16 to 2:1.
cv::Mat part_of(const cv::Mat& picture, cv::RNG& random) {
  const double shape = std::exp(random.uniform(std::log(0.5625), std::log(2.0)));
  const double size = random.uniform(0.5, 1.0);
  const double width = size * std::min<double>(picture.cols, picture.rows * shape);
  const cv::Size part(std::max(1, cvRound(width)), std::max(1, cvRound(width / shape)));
  const cv::Rect whole({0, 0}, picture.size());
  const cv::Point place(random.uniform(0, picture.cols - std::min(part.width, picture.cols) + 1),
                        random.uniform(0, picture.rows - std::min(part.height, picture.rows) + 1));
  return picture(cv::Rect(place, part) & whole);
}

// Small parts are enlarged, as a video that is small is.
cv::Mat view_of(const cv::Mat& picture, cv::RNG& random) {
  cv::Mat part = part_of(picture, random);
  const double scale = random.uniform(0.7, 1.3);
  const cv::Size size(std::max(least_side, cvRound(part.cols * scale)),
                      std::max(least_side, cvRound(part.rows * scale)));
  cv::Mat view;
  cv::resize(part, view, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  if (random.uniform(0, 2) == 1) cv::flip(view, view, 1);
  return view;
}

// Compression is no flaw of the one who took the picture.
cv::Mat transmitted(cv::Mat picture, cv::RNG& random) {
  if (random.uniform(0.0, 1.0) < 0.3) {
    std::vector<unsigned char> bytes;
    cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, random.uniform(35, 96)});
    picture = cv::imdecode(bytes, cv::IMREAD_COLOR);
  }
  return random.uniform(0, 2) == 1 ? as_video_frame(picture, random) : picture;
}

}  // namespace

FlawSamples::FlawSamples(std::vector<std::filesystem::path> photographs, const FlawSampleOptions& options)
    : photographs_(std::move(photographs)), options_(options) {}

// Neighbouring seeds of cv::RNG begin alike: the first numbers are thrown away.
cv::RNG FlawSamples::generator(std::size_t index) const {
  cv::RNG random((options_.seed << 32U) + index + 1);
  for (int i = 0; i < 16; ++i) random.next();
  return random;
}

FlawSample FlawSamples::at(std::size_t index) const {
  FlawSample sample;
  sample.photograph = index / of_each();
  const std::size_t copy = index % of_each();
  if (copy < sound_samples) return sample;
  // All flaws as often as each other.
  sample.flaw = all_flaws.at((sample.photograph * options_.copies + copy - sound_samples) % all_flaws.size());
  constexpr double least_strength = 0.1;
  sample.strength = generator(index).uniform(least_strength, 1.0);
  return sample;
}

cv::Mat FlawSamples::make(std::size_t index) const {
  const auto sample = at(index);
  auto random = generator(index);
  random.next();  // the strength
  auto picture = read_picture(photographs_.at(sample.photograph));
  if (index % of_each() == whole) return picture;
  if (index % of_each() == video) return as_video_frame(picture, random);
  const auto seen = view_of(picture, random);
  return transmitted(sample.flaw ? spoil(seen, *sample.flaw, sample.strength, random) : seen, random);
}

}  // namespace aesthetic::training
