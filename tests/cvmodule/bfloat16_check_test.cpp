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
  EXPECT_NO_THROW(check_bfloat16(reference, reference, model.card.input));
}

TEST(Bfloat16Check, ComparesScoresAndTheirOrder) {
  const Model model = read_model(networks / "mean.onnx");
  Network reference(model, Device::cpu_onednn, 1);
  Network other(read_model(networks / "mean_bgr.onnx"), Device::cpu_onednn, 1);
  // Greys score alike in both; what is red in one is blue in the other.
  const auto plain = [](double blue, double green, double red) {
    return cv::Mat(4, 4, CV_8UC3, cv::Scalar(blue, green, red));
  };
  const std::vector<cv::Mat> greys = {plain(10, 10, 10), plain(90, 90, 90), plain(200, 200, 200)};
  const auto same = compare_scores(reference, other, model.card.input, greys);
  EXPECT_EQ(same.pictures, 3);
  EXPECT_NEAR(same.greatest_difference, 0, 1e-6);
  EXPECT_EQ(same.least_srcc, 1);
  const auto differ =
      compare_scores(reference, other, model.card.input, {plain(0, 50, 255), plain(100, 50, 120)});
  EXPECT_GT(differ.greatest_difference, 0.1);
  EXPECT_EQ(differ.least_srcc, -1);
}

TEST(Bfloat16Check, RefusesByDifferenceAndByOrder) {
  EXPECT_NO_THROW(check_bfloat16(Bfloat16Agreement{32, 0.0099, 0.9991}));
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-bf16", "differs by 0.0101", "32 pictures"}, [] {
    check_bfloat16(Bfloat16Agreement{32, 0.0101, 1});
  });
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-bf16", "another order", "0.9989"}, [] {
    check_bfloat16(Bfloat16Agreement{32, 0.001, 0.9989});
  });
}

TEST(Bfloat16Check, WhatTakesNoTimeIsRefused) {
  EXPECT_NO_THROW(check_worth(Network(read_model(networks / "slow.onnx"), Device::cpu_onednn, 1)));
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-bf16", "millisecond"},
                     [] { check_worth(Network(read_model(networks / "mean.onnx"), Device::cpu_onednn, 1)); });
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
