// SPDX-License-Identifier: MIT
#include "trainer/logistic.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace aesthetic::training {
namespace {

torch::Tensor none(std::int64_t columns) {
  return torch::empty({0, columns});
}

// At the minimum the gradient of the loss is 0.
TEST(Logistic, IsAtTheMinimum) {
  torch::manual_seed(1);
  const auto x = torch::randn({200, 5});
  const auto y = (x.select(1, 0) - x.select(1, 3) + torch::randn({200}) > 0).to(torch::kFloat);
  const auto weights = torch::rand({200}) + 0.1;
  const double penalty = 0.01;
  const auto fit = fit_logistic(x, y, weights, none(5), {penalty, 0});
  const auto residual = (torch::sigmoid(x.mv(fit.weight) + fit.intercept) - y) * weights / weights.sum();
  EXPECT_LT((x.t().mv(residual) + penalty * fit.weight).abs().max().item<double>(), 1e-4);
  EXPECT_LT(std::abs(residual.sum().item<double>()), 1e-4);
}

TEST(Logistic, LearnsGradedLabels) {
  const auto x = torch::linspace(-3, 3, 61).view({61, 1});
  const auto y = torch::sigmoid(2 * x.select(1, 0) - 1);
  const auto fit = fit_logistic(x, y, torch::ones({61}), none(1), {1e-8, 0});
  EXPECT_NEAR(fit.weight[0].item<double>(), 2, 0.02);
  EXPECT_NEAR(fit.intercept, -1, 0.02);
}

TEST(Logistic, WeightsCountAsOftenAsTheyAre) {
  torch::manual_seed(2);
  const auto x = torch::randn({40, 2});
  const auto y = torch::rand({40});
  auto weights = torch::ones({40});
  weights[7] = 3;
  const auto weighted = fit_logistic(x, y, weights, none(2), {0.01, 0});
  const auto repeated =
      fit_logistic(torch::cat({x, x.slice(0, 7, 8).repeat({2, 1})}),
                   torch::cat({y, y.slice(0, 7, 8).repeat({2})}), torch::ones({42}), none(2), {0.01, 0});
  EXPECT_LT((weighted.weight - repeated.weight).abs().max().item<double>(), 1e-3);
}

TEST(Logistic, DoesNotFollowChanges) {
  torch::manual_seed(3);
  const auto x = torch::randn({100, 2});
  const auto y = (x.sum(1) > 0).to(torch::kFloat);
  const auto changes = torch::tensor({{1.0F, 0.0F}});
  const auto fit = fit_logistic(x, y, torch::ones({100}), changes, {1e-3, 1000});
  EXPECT_LT(std::abs(fit.weight[0].item<double>()), 0.01);
  EXPECT_GT(fit.weight[1].item<double>(), 0.5);
}

}  // namespace
}  // namespace aesthetic::training
