// SPDX-License-Identifier: MIT
#include "losses/squared_emd.hpp"

#include <gtest/gtest.h>
#include <torch/types.h>

#include <limits>

namespace aesthetic::training {
namespace {

const float none = std::numeric_limits<float>::quiet_NaN();

TEST(SquaredEmd, IsTheMeanSquareBetweenCumulativeDistributions) {
  const auto predicted = torch::tensor({{0.5F, 0.5F, 0.0F}, {0.0F, 1.0F, 0.0F}});
  const auto wanted = torch::tensor({{0.0F, 0.5F, 0.5F}, {0.0F, 1.0F, 0.0F}});
  // Cumulative 0.5, 1, 1 and 0, 0.5, 1: (0.25 + 0.25 + 0) / 3, of two pictures.
  EXPECT_NEAR(masked_squared_emd(predicted, wanted).item<double>(), 0.5 / 3 / 2, 1e-7);
}

TEST(SquaredEmd, GrowsWithTheDistanceOfTheScores) {
  const auto lowest = torch::tensor({{1.0F, 0.0F, 0.0F}});
  const auto near = masked_squared_emd(torch::tensor({{0.0F, 1.0F, 0.0F}}), lowest).item<double>();
  EXPECT_GT(masked_squared_emd(torch::tensor({{0.0F, 0.0F, 1.0F}}), lowest).item<double>(), near);
}

TEST(SquaredEmd, LeavesOutPicturesWithoutDistribution) {
  const auto predicted = torch::tensor({{0.5F, 0.5F}, {0.9F, 0.1F}}).requires_grad_(true);
  const auto loss = masked_squared_emd(predicted, torch::tensor({{1.0F, 0.0F}, {none, none}}));
  EXPECT_NEAR(loss.item<double>(), 0.125, 1e-7);
  loss.backward();
  EXPECT_EQ(predicted.grad()[1].abs().sum().item<double>(), 0);
  const auto nothing = masked_squared_emd(predicted, torch::full({2, 2}, none));
  EXPECT_EQ(nothing.item<double>(), 0);
}

}  // namespace
}  // namespace aesthetic::training
