// SPDX-License-Identifier: MIT
#include "bfloat16_check.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numeric>
#include <opencv2/core.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/picture.hpp"
#include "calibration_pictures.hpp"

namespace aesthetic {
namespace {

// Of so few none may change its rank. More take longer than a user wants to wait for a large network.
constexpr int pictures = 8;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorKind::no_device, "device " + to_string(Device::cpu_onednn_bf16) + " is not taken: " + why);
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<double> found;
  for (const double value : values) {
    const auto lower = std::count_if(values.begin(), values.end(), [&](double v) { return v < value; });
    const auto equal = std::count(values.begin(), values.end(), value);
    found.push_back(static_cast<double>(lower) + (static_cast<double>(equal) - 1) / 2);
  }
  return found;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

// The scores of pictures, task by task, and the seconds that each picture took.
struct Run {
  std::vector<std::vector<double>> scores;
  std::vector<double> seconds;

  void add(Network& network, const cv::Mat& picture) {
    const auto start = std::chrono::steady_clock::now();
    const auto values = network.run(picture).front();
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    scores.resize(values.size());
    for (std::size_t task = 0; task < values.size(); ++task) scores[task].push_back(values[task]);
  }
};

void compare_last(const Run& expected, const Run& found, const Network& network) {
  for (std::size_t task = 0; task < expected.scores.size(); ++task) {
    const double difference = std::abs(expected.scores[task].back() - found.scores[task].back());
    if (difference > bfloat16_difference)
      refuse(network.task_name(task) + " of a picture differs by " + std::to_string(difference) +
             " from float32");
  }
}

void compare_order(const Run& expected, const Run& found, const Network& network) {
  for (std::size_t task = 0; task < expected.scores.size(); ++task) {
    const double srcc = rank_correlation(expected.scores[task], found.scores[task]);
    if (srcc < bfloat16_srcc)
      refuse(network.task_name(task) + " puts pictures into another order than in float32 (SRCC " +
             std::to_string(srcc) + ")");
  }
}

}  // namespace

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
  auto x = ranks(a);
  auto y = ranks(b);
  const double mean = static_cast<double>(x.size() - 1) / 2;
  for (auto& rank : x) rank -= mean;
  for (auto& rank : y) rank -= mean;
  const auto product = [](const auto& p, const auto& q) {
    return std::inner_product(p.begin(), p.end(), q.begin(), 0.0);
  };
  const double variances = product(x, x) * product(y, y);
  if (variances == 0) return x == y ? 1 : 0;
  return product(x, y) / std::sqrt(variances);
}

void check_bfloat16(Network& reference, Network& network, const ModelInput& input) {
  const int shape[] = {1, 3, input.size.height, input.size.width};
  cv::Mat tensor(4, shape, CV_32F);
  Run expected;
  Run found;
  for (const auto& picture : calibration_pictures(input, pictures)) {
    to_planes(picture, input, tensor.ptr<float>());
    try {
      expected.add(reference, tensor);
      found.add(network, tensor);
    } catch (const Error& fault) {
      refuse(fault.what());
    }
    compare_last(expected, found, network);
  }
  compare_order(expected, found, network);
  if (median(expected.seconds) < bfloat16_worth) refuse("float32 takes less than a millisecond");
  const double gain = median(expected.seconds) / median(found.seconds);
  if (gain < bfloat16_gain) refuse("it is " + std::to_string(gain) + " times as fast as float32 only");
}

}  // namespace aesthetic
