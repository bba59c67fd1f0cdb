// SPDX-License-Identifier: MIT
#include "trainer/ridge.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

namespace aesthetic::training {
namespace {

// Expected values: numpy, solve(Xc' Xc + 2 I, Xc' (y - mean)).
TEST(Ridge, SolvesThePenalisedLeastSquares) {
  const auto x = torch::tensor({{1.0, 2.0}, {3.0, -1.0}, {0.0, 4.0}, {2.0, 2.0}, {-1.0, 1.0}});
  const auto fit = fit_ridge(x, torch::tensor({1.0, 2.0, 0.0, 3.0, -1.0}), torch::zeros({0, 2}), 2);
  EXPECT_NEAR(fit.weight[0].item<double>(), 0.81147541, 1e-8);
  EXPECT_NEAR(fit.weight[1].item<double>(), 0.12295082, 1e-8);
  EXPECT_NEAR(fit.intercept, -0.00819672, 1e-8);
}

TEST(Ridge, IsTheSameWithMoreFeaturesThanRows) {
  torch::manual_seed(1);
  const auto x = torch::randn({6, 9}, torch::kDouble);
  const auto y = torch::randn({6}, torch::kDouble);
  const auto fit = fit_ridge(x, y, torch::zeros({0, 9}), 0.5);
  const auto centred = x - x.mean(0);
  // At the minimum the gradient is 0.
  const auto gradient = centred.t().mv(centred.mv(fit.weight) - (y - y.mean())) + 0.5 * fit.weight;
  EXPECT_LT(gradient.abs().max().item<double>(), 1e-10);
}

// Both features tell the label, the first one also the change.
TEST(Ridge, DoesNotFollowTheChanges) {
  torch::manual_seed(1);
  const auto y = torch::randn({50}, torch::kDouble);
  const auto x = torch::stack({y, y}, 1);
  const auto change = torch::tensor({{100.0, 0.0}}, torch::kDouble);
  const auto free = fit_ridge(x, y, torch::zeros({0, 2}), 0.1);
  EXPECT_NEAR(free.weight[0].item<double>(), free.weight[1].item<double>(), 1e-9);
  const auto held = fit_ridge(x, y, change, 0.1);
  EXPECT_LT(std::abs(held.weight[0].item<double>()), 0.01);
  EXPECT_NEAR(held.weight[1].item<double>(), 1, 0.02);
}

}  // namespace
}  // namespace aesthetic::training
