// SPDX-License-Identifier: MIT
#include "losses/masked_mse.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

namespace aesthetic::training {
namespace {

const float none = std::nanf("");

TEST(MaskedMse, IsTheMeanOverTheLabelsOfATaskThenTheWeightedSum) {
  const auto scores = torch::tensor({{0.5F, 0.2F}, {0.9F, 0.4F}, {0.1F, 0.6F}});
  const auto labels = torch::tensor({{0.7F, none}, {0.5F, none}, {none, 0.1F}});
  // Task 0: (0.04 + 0.16) / 2 = 0.1; task 1: 0.25 / 1.
  const auto loss = masked_mse(scores, labels, torch::tensor({1.0F, 0.5F}));
  EXPECT_NEAR(loss.item<double>(), 0.1 + 0.5 * 0.25, 1e-6);
}

TEST(MaskedMse, GivesNoGradientWithoutALabel) {
  const auto scores = torch::tensor({{0.5F, 0.2F}, {0.9F, 0.4F}}).requires_grad_();
  const auto labels = torch::tensor({{0.7F, none}, {none, none}});
  masked_mse(scores, labels, torch::ones(2)).backward();
  EXPECT_NEAR(scores.grad()[0][0].item<double>(), 2 * (0.5 - 0.7), 1e-6);
  EXPECT_EQ(scores.grad()[0][1].item<double>(), 0);
  EXPECT_EQ(scores.grad()[1][0].item<double>(), 0);
  EXPECT_EQ(scores.grad()[1][1].item<double>(), 0);
}

TEST(MaskedMse, IsZeroWithoutAnyLabel) {
  const auto scores = torch::rand({4, 3});
  EXPECT_EQ(masked_mse(scores, torch::full({4, 3}, none), torch::ones(3)).item<double>(), 0);
}

}  // namespace
}  // namespace aesthetic::training
