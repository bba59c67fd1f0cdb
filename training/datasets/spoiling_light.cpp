// SPDX-License-Identifier: MIT
//
// Flaws of exposure and sensor: too dark, too bright, noise, veil.
#include <opencv2/imgproc.hpp>

#include "datasets/spoiling_kinds.hpp"

namespace aesthetic::training {
namespace {

constexpr double gamma = 2.2;

cv::Mat to_bytes(const cv::Mat& signal) {
  cv::Mat bytes;
  signal.convertTo(bytes, CV_8U, 255);
  return bytes;
}

cv::Mat to_signal(const cv::Mat& bgr) {
  cv::Mat signal;
  bgr.convertTo(signal, CV_32F, 1.0 / 255);
  return signal;
}

// `signal` of 0..1 with the noise of a sensor: shot noise grows with the light, read noise does not.
void add_noise(cv::Mat& signal, double deviation, cv::RNG& random) {
  const bool of_light = happens(0.35, random);
  const double grain = happens(0.5, random) ? 0 : random.uniform(0.4, 1.6);
  cv::Mat noise = grain_of(signal.size(), of_light ? 1 : 3, grain, random) * deviation;
  if (of_light) cv::cvtColor(noise, noise, cv::COLOR_GRAY2BGR);
  if (happens(0.4, random)) {
    cv::Mat amount;
    cv::sqrt(cv::max(signal, 0.02), amount);
    noise = noise.mul(amount * 1.5);
  }
  signal += noise;
}

void add_dead_pixels(cv::Mat& signal, double share, cv::RNG& random) {
  const auto count = static_cast<int>(share * static_cast<double>(signal.total()));
  for (int i = 0; i < count; ++i)
    signal.at<cv::Vec3f>(random.uniform(0, signal.rows), random.uniform(0, signal.cols)) =
        cv::Vec3f::all(happens(0.5, random) ? 1.0F : 0.0F);
}

// Light that falls off from a point, 0..1.
cv::Mat glow(cv::Size size, cv::RNG& random) {
  const cv::Point2d source(size.width * random.uniform(-0.15, 1.15),
                           size.height * random.uniform(-0.15, 1.15));
  const double reach = random.uniform(0.25, 1.0) * std::hypot(size.width, size.height);
  cv::Mat light(size, CV_32F);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x)
      light.at<float>(y, x) = static_cast<float>(std::exp(-std::hypot(x - source.x, y - source.y) / reach));
  return light;
}

}  // namespace

cv::Mat to_light(const cv::Mat& bgr) {
  cv::Mat light = to_signal(bgr);
  cv::pow(light, gamma, light);
  return light;
}

cv::Mat from_light(const cv::Mat& light) {
  cv::Mat signal;
  cv::pow(cv::min(cv::max(light, 0.0), 1.0), 1 / gamma, signal);
  return to_bytes(signal);
}

cv::Mat grain_of(cv::Size size, int channels, double grain, cv::RNG& random) {
  cv::Mat noise(size, CV_32FC(channels));
  random.fill(noise, cv::RNG::NORMAL, 0, 1);
  if (grain <= 0) return noise;
  cv::GaussianBlur(noise, noise, {0, 0}, grain);
  cv::Mat mean;
  cv::Mat deviation;
  cv::meanStdDev(noise, mean, deviation);
  return noise / std::max(1e-6, deviation.at<double>(0));
}

cv::Mat underexposed(const cv::Mat& bgr, double strength, cv::RNG& random) {
  const double stops = between(1.0, 3.0, strength) + random.uniform(0.0, 3.0 * strength);
  cv::Mat signal;
  if (happens(0.6, random)) {
    signal = to_signal(from_light(to_light(bgr) * std::exp2(-stops)));
  } else {
    // A curve that gives what little light there is to the highlights.
    signal = to_signal(bgr) * std::exp2(-stops / gamma);
    signal = cv::max(signal - cv::Scalar::all(random.uniform(0.0, 0.05)), 0.0);
  }
  if (happens(0.5, random)) add_noise(signal, random.uniform(0.004, 0.03), random);
  return to_bytes(signal);
}

cv::Mat overexposed(const cv::Mat& bgr, double strength, cv::RNG& random) {
  const double stops = between(0.6, 2.0, strength) + random.uniform(0.0, 3.0 * strength);
  if (happens(0.6, random)) return from_light(to_light(bgr) * std::exp2(stops));
  const double lift = random.uniform(0.0, 0.3 * strength);
  return to_bytes(to_signal(bgr) * std::exp2(stops / gamma) + cv::Scalar::all(lift));
}

cv::Mat noisy(const cv::Mat& bgr, double strength, cv::RNG& random) {
  cv::Mat signal = to_signal(bgr);
  const double deviation = between(0.025, 0.09, strength) * std::exp(random.uniform(0.0, 1.1 * strength));
  if (happens(0.12, random))
    add_dead_pixels(signal, deviation, random);
  else
    add_noise(signal, deviation, random);
  return to_bytes(signal);
}

cv::Mat veiled(const cv::Mat& bgr, double strength, cv::RNG& random) {
  const double most = between(0.2, 0.55, strength) + random.uniform(0.0, 0.3 * strength);
  const double level = random.uniform(0.55, 1.0);
  const cv::Scalar light(level * random.uniform(0.75, 1.0), level * random.uniform(0.85, 1.0), level);
  cv::Mat cover(bgr.size(), CV_32F, cv::Scalar(1));
  if (happens(0.6, random)) cover = glow(bgr.size(), random);
  cv::Mat alpha;
  cv::cvtColor(cover * most, alpha, cv::COLOR_GRAY2BGR);
  cv::Mat veil(bgr.size(), CV_32FC3, light);
  const cv::Mat signal = to_signal(bgr);
  return to_bytes(signal + alpha.mul(veil - signal));
}

}  // namespace aesthetic::training
