// SPDX-License-Identifier: MIT
#include "network.hpp"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

namespace aesthetic {
namespace {

const std::filesystem::path networks = AESTHETIC_TEST_NETWORKS;

// `count` pictures of a channel value each.
cv::Mat pictures(int count) {
  const int shape[] = {count, 3, 4, 4};
  cv::Mat tensor(4, shape, CV_32F);
  for (int n = 0; n < count; ++n) {
    cv::Mat one(1, 3 * 4 * 4, CV_32F, tensor.ptr<float>(n));
    one.setTo(0.1 * n - 0.4);
  }
  return tensor;
}

TEST(Network, ScoresDoNotDependOnTheBatchSize) {
  const Model model = read_model(networks / "mean.onnx");
  for (const Device device : {Device::cpu, Device::cpu_onednn}) {
    Network one(model, device, 1);
    const auto expected = one.run(pictures(7));
    for (const int batch_size : {2, 3, 7, 8}) {
      Network network(model, device, batch_size);
      for (const int count : {1, 7, 3}) {
        const auto found = network.run(pictures(count));
        ASSERT_EQ(found.size(), static_cast<std::size_t>(count));
        for (std::size_t n = 0; n < found.size(); ++n)
          for (std::size_t task = 0; task < found[n].size(); ++task)
            EXPECT_NEAR(found[n][task], expected[n][task], 1e-6);
      }
    }
  }
}

TEST(Network, SeveralOutputsOfABatchAreTakenApart) {
  Network network(read_model(networks / "two_outputs.onnx"), Device::cpu, 3);
  const auto all = network.run(pictures(3));
  ASSERT_EQ(all.size(), 3U);
  for (const auto& values : all) ASSERT_EQ(values.size(), 3U);
  EXPECT_LT(all[0][2], all[2][2]);
}

// 224x224 pixels: 3x3 over 3 channels into 64, over 64 into 64 three times, and their means into one value.
TEST(Network, MultiplyAddsAreThoseOfOnePicture) {
  const double expected = 224.0 * 224 * 9 * 64 * (3 + 3 * 64);
  for (const Device device : {Device::cpu, Device::cpu_onednn}) {
    const Network network(read_model(networks / "slow.onnx"), device, 2);
    EXPECT_NEAR(network.multiply_adds() / expected, 1, 0.01) << to_string(device);
  }
}

TEST(Network, AProcessorLeavesNothingToItself) {
  EXPECT_TRUE(Network(read_model(networks / "mean.onnx"), Device::cpu, 1).layers_left_to_cpu().empty());
}

}  // namespace
}  // namespace aesthetic
