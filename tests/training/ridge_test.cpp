// SPDX-License-Identifier: MIT
#include "trainer/ridge.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace aesthetic::training {
namespace {

// Expected values: numpy, solve(Xc' Xc + 2 I, Xc' (y - mean)).
TEST(Ridge, SolvesThePenalisedLeastSquares) {
  const auto x = torch::tensor({{1.0, 2.0}, {3.0, -1.0}, {0.0, 4.0}, {2.0, 2.0}, {-1.0, 1.0}});
  const auto fit = fit_ridge(x, torch::tensor({1.0, 2.0, 0.0, 3.0, -1.0}), 2);
  EXPECT_NEAR(fit.weight[0].item<double>(), 0.81147541, 1e-8);
  EXPECT_NEAR(fit.weight[1].item<double>(), 0.12295082, 1e-8);
  EXPECT_NEAR(fit.intercept, -0.00819672, 1e-8);
}

TEST(Ridge, IsTheSameWithMoreFeaturesThanRows) {
  torch::manual_seed(1);
  const auto x = torch::randn({6, 9}, torch::kDouble);
  const auto y = torch::randn({6}, torch::kDouble);
  const auto fit = fit_ridge(x, y, 0.5);
  const auto centred = x - x.mean(0);
  // At the minimum the gradient is 0.
  const auto gradient = centred.t().mv(centred.mv(fit.weight) - (y - y.mean())) + 0.5 * fit.weight;
  EXPECT_LT(gradient.abs().max().item<double>(), 1e-10);
}

}  // namespace
}  // namespace aesthetic::training
