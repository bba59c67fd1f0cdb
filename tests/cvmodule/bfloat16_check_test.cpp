// SPDX-License-Identifier: MIT
#include "bfloat16_check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>

#include "calibration_pictures.hpp"
#include "expect_error.hpp"

namespace aesthetic {
namespace {

const std::filesystem::path networks = AESTHETIC_TEST_NETWORKS;

TEST(Bfloat16Check, RankCorrelationOfKnownLists) {
  EXPECT_DOUBLE_EQ(rank_correlation({0.1, 0.2, 0.9}, {1, 5, 6}), 1);
  EXPECT_DOUBLE_EQ(rank_correlation({1, 2, 3}, {3, 2, 1}), -1);
  EXPECT_DOUBLE_EQ(rank_correlation({1, 2, 3, 4}, {1, 2, 4, 3}), 0.8);
  EXPECT_DOUBLE_EQ(rank_correlation({1, 1, 2}, {1, 2, 3}), std::sqrt(0.75));
  EXPECT_DOUBLE_EQ(rank_correlation({1, 1, 1}, {2, 2, 2}), 1);
  EXPECT_DOUBLE_EQ(rank_correlation({1, 1, 1}, {1, 2, 3}), 0);
}

// A network that differs is played by one that takes the channels in another order.
TEST(Bfloat16Check, OtherScoresAreRefused) {
  const Model model = read_model(networks / "mean.onnx");
  Network reference(model, Device::cpu_onednn, 1);
  Network other(read_model(networks / "mean_bgr.onnx"), Device::cpu_onednn, 1);
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-bf16", "differs", "float32"},
                     [&] { check_bfloat16(reference, other, model.card.input); });
}

// A network of other speed is played by one that always runs two pictures.
TEST(Bfloat16Check, WhatIsNoFasterIsRefused) {
  const Model model = read_model(networks / "slow.onnx");
  Network fast(model, Device::cpu_onednn, 1);
  Network slow(model, Device::cpu_onednn, 2);
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-bf16", "as fast"},
                     [&] { check_bfloat16(fast, slow, model.card.input); });
  EXPECT_NO_THROW(check_bfloat16(slow, fast, model.card.input));
}

TEST(Bfloat16Check, WhatTakesNoTimeIsRefused) {
  const Model model = read_model(networks / "mean.onnx");
  Network network(model, Device::cpu_onednn, 1);
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-bf16", "millisecond"},
                     [&] { check_bfloat16(network, network, model.card.input); });
}

TEST(Bfloat16Check, ANetworkThatGivesNoNumbersIsRefused) {
  const Model model = read_model(networks / "not_a_number.onnx");
  Network network(model, Device::cpu_onednn, 1);
  test::expect_error(ErrorKind::no_device, {"not_a_number.onnx", "nan"},
                     [&] { check_bfloat16(network, network, model.card.input); });
}

TEST(CalibrationPictures, AreTheSameEveryTimeAndDiffer) {
  const ModelInput input = read_model(networks / "slow.onnx").card.input;
  const auto pictures = calibration_pictures(input, 8);
  const auto again = calibration_pictures(input, 3);
  ASSERT_EQ(pictures.size(), 8U);
  for (std::size_t i = 0; i < again.size(); ++i)
    EXPECT_EQ(cv::norm(pictures[i], again[i], cv::NORM_INF), 0) << i;
  for (std::size_t i = 1; i < pictures.size(); ++i)
    EXPECT_GT(cv::norm(pictures[0], pictures[i], cv::NORM_L1) / static_cast<double>(pictures[0].total()), 3)
        << i;
  for (const auto& picture : pictures) {
    EXPECT_EQ(picture.size(), input.size);
    EXPECT_EQ(picture.type(), CV_8UC3);
  }
}

TEST(CalibrationPictures, OfTheSmallestInput) {
  ModelInput input;
  input.size = {1, 1};
  EXPECT_EQ(calibration_pictures(input, 20).back().size(), input.size);
}

}  // namespace
}  // namespace aesthetic
