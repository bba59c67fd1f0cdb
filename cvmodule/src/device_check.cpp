// SPDX-License-Identifier: MIT
#include "device_check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/picture.hpp"

namespace aesthetic {
namespace {

// A batch with noise first and one colour last, in one place where there is only one.
cv::Mat test_batch(const ModelInput& input, const std::array<cv::Mat, 2>& pictures, int batch_size) {
  const int shape[] = {batch_size, 3, input.size.height, input.size.width};
  cv::Mat batch(4, shape, CV_32F, cv::Scalar(0));
  to_planes(pictures.front(), input, batch.ptr<float>(0));
  if (batch_size > 1) to_planes(pictures.back(), input, batch.ptr<float>(batch_size - 1));
  return batch;
}

void compare(const std::vector<float>& expected, const std::vector<float>& found, const Network& network,
             double bound) {
  for (std::size_t task = 0; task < expected.size(); ++task) {
    const double difference = std::abs(expected[task] - found[task]);
    if (difference <= bound) continue;
    throw Error(ErrorKind::no_device, "device " + to_string(network.device()) + " computes nonsense: " +
                                          network.task_name(task) + " is " + std::to_string(found[task]) +
                                          ", on the processor " + std::to_string(expected[task]));
  }
}

}  // namespace

double greatest_difference(Device device) {
  return device == Device::cuda_fp16 ? 1e-2 : 1e-3;
}

void check_against(Network& reference, Network& network, const ModelInput& input, double bound) {
  std::array<cv::Mat, 2> pictures = {cv::Mat(input.size, CV_8UC3),
                                     cv::Mat(input.size, CV_8UC3, cv::Scalar(200, 120, 40))};
  cv::RNG(1).fill(pictures.front(), cv::RNG::UNIFORM, 0, 256);
  const auto found = network.run(test_batch(input, pictures, network.batch_size()));
  const auto expected = reference.run(test_batch(input, pictures, 2));
  compare(expected.front(), found.front(), network, bound);
  if (network.batch_size() > 1) compare(expected.back(), found.back(), network, bound);
}

Network load_on_first(const std::vector<Device>& candidates, const std::function<Network(Device)>& load,
                      std::vector<std::string>& remarks) {
  for (auto device = candidates.begin();; ++device) {
    try {
      return load(*device);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::no_device || device + 1 == candidates.end()) throw;
      remarks.emplace_back(error.what());
    }
  }
}

}  // namespace aesthetic
