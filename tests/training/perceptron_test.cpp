// SPDX-License-Identifier: MIT
#include "trainer/perceptron.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace aesthetic::training {
namespace {

PerceptronOptions small() {
  PerceptronOptions options;
  options.units = 16;
  options.epochs = 60;
  options.learning_rate = 1e-2;
  options.weight_decay = 0.01;
  options.dropout = 0;
  options.consistency = 0;
  return options;
}

torch::Tensor predicted(const PerceptronFit& fit, const torch::Tensor& features, double limit) {
  const auto hidden =
      torch::relu(fit.hidden_bias + features.clamp(-limit, limit).matmul(fit.hidden_weight.t()));
  return torch::sigmoid(hidden.mv(fit.output_weight) + fit.output_bias);
}

double error(const PerceptronFit& fit, const PerceptronRows& rows, double limit) {
  return (predicted(fit, rows.features, limit) - rows.labels).abs().mean().item<double>();
}

// Whether two features have the same sign: no plane parts these.
PerceptronRows same_sign() {
  torch::manual_seed(4);
  const auto x = torch::randn({400, 2});
  return {x, (x.select(1, 0) * x.select(1, 1) > 0).to(torch::kFloat), torch::ones({400}), 4};
}

// A line, or nothing learned, is wrong by 0.5.
TEST(Perceptron, LearnsWhatALineCannotPart) {
  const auto rows = same_sign();
  EXPECT_LT(error(fit_perceptron(rows, small()), rows, 3), 0.25);
}

TEST(Perceptron, IsTheSameForTheSameSeed) {
  const auto rows = same_sign();
  auto options = small();
  options.epochs = 2;
  const auto once = fit_perceptron(rows, options);
  EXPECT_TRUE(once.hidden_weight.equal(fit_perceptron(rows, options).hidden_weight));
  options.seed = 2;
  EXPECT_FALSE(once.hidden_weight.equal(fit_perceptron(rows, options).hidden_weight));
}

TEST(Perceptron, HeedsWeightsAndLimit) {
  // The rows of weight 0 say the contrary.
  const auto x = torch::linspace(-2, 2, 80).view({80, 1});
  const auto half = torch::arange(80).remainder(2).to(torch::kFloat);
  const auto rising = (x.select(1, 0) > 0).to(torch::kFloat);
  const PerceptronRows rows = {x, half * rising + (1 - half) * (1 - rising), half, 2};
  auto options = small();
  const auto fit = fit_perceptron(rows, options);
  EXPECT_GT(predicted(fit, torch::tensor({{1.5F}}), 3).item<double>(), 0.9);
  // Beyond the limit there is nothing to learn from.
  options.limit = 1e-6;
  const auto blind = fit_perceptron(rows, options);
  EXPECT_NEAR(predicted(blind, torch::tensor({{1.5F}}), 1e-6).item<double>(), 0.5, 0.05);
}

TEST(Perceptron, DoesNotFollowWhatVideoChanges) {
  // The first feature tells as much as the second, but a frame of a video has it the other way round.
  torch::manual_seed(5);
  auto x = torch::randn({200, 1}).sign().repeat({1, 2});
  const auto labels = (x.select(1, 1) > 0).to(torch::kFloat);
  for (int i = 0; i < 200; i += 2) {
    x[i + 1] = x[i];
    x[i + 1][0] = -x[i][0];
    labels[i + 1] = labels[i];
  }
  auto weights = torch::ones({200});
  weights.slice(0, 1, 200, 2).zero_();
  const PerceptronRows rows = {x, labels, weights, 2};
  auto options = small();
  const auto change = [&](double consistency) {
    options.consistency = consistency;
    const auto fit = fit_perceptron(rows, options);
    const auto scores = predicted(fit, torch::tensor({{1.0F, 1.0F}, {-1.0F, 1.0F}}), 3);
    return (scores[0] - scores[1]).abs().item<double>();
  };
  EXPECT_LT(change(10), 0.05);
  EXPECT_GT(change(0), 0.2);
}

}  // namespace
}  // namespace aesthetic::training
