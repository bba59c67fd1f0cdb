// SPDX-License-Identifier: MIT
#include "networks/score_outputs.hpp"

#include <gtest/gtest.h>
#include <torch/types.h>

#include <cmath>

namespace aesthetic::training {
namespace {

TEST(ScoreOutputs, AreSigmoidsWithoutDistributions) {
  const ScoreOutputs outputs({0, 0});
  EXPECT_EQ(outputs.logit_count(), 2);
  const auto scores = outputs.scores(torch::tensor({{0.0F, 2.0F}}));
  EXPECT_FLOAT_EQ(scores[0][0].item<float>(), 0.5F);
  EXPECT_FLOAT_EQ(scores[0][1].item<float>(), 1 / (1 + std::exp(-2.0F)));
}

TEST(ScoreOutputs, AreTheMeansOfDistributions) {
  const ScoreOutputs outputs({0, 3, 2});
  ASSERT_EQ(outputs.logit_count(), 6);
  // Shares 1/4, 1/4, 1/2 of the scores 0, 1/2, 1; and 1/4, 3/4 of 0, 1.
  const auto two = std::log(2.0F);
  const auto three = std::log(3.0F);
  const auto logits = torch::tensor({{0.0F, 1.0F, 1.0F, 1.0F + two, 0.0F, three}});
  const auto shares = outputs.distribution(logits, 1);
  EXPECT_TRUE(shares.allclose(torch::tensor({{0.25F, 0.25F, 0.5F}})));
  const auto scores = outputs.scores(logits);
  EXPECT_TRUE(scores.allclose(torch::tensor({{0.5F, 0.625F, 0.75F}})));
}

// The score of the logits, and how it changes along the slopes, by a small step.
void expect_linear(const ScoreOutputs& outputs, const MeanLabel& label) {
  const auto score_at = [&](double move) {
    return outputs.scores((outputs.logits_at(0, label) + move * outputs.slopes_at(0, label)).unsqueeze(0))
        .item<double>();
  };
  EXPECT_NEAR(score_at(0), label.mean, 1e-6);
  constexpr double step = 1e-4;
  EXPECT_NEAR((score_at(step) - score_at(-step)) / (2 * step), 1, 1e-5);
}

TEST(ScoreOutputs, StartAtTheMeanLabelAndFollowALinearFit) {
  expect_linear(ScoreOutputs({0}), {0.3, {}});
  expect_linear(ScoreOutputs({4}), {0.5, torch::tensor({0.1, 0.4, 0.4, 0.1}, torch::kDouble)});
  // 1/3 of 0.5 and 2/3 of 0.2
  expect_linear(ScoreOutputs({4}), {1.9 / 3, torch::tensor({0.1, 0.2, 0.4, 0.3}, torch::kDouble)});
}

TEST(ScoreOutputs, HaveFiniteLogitsForScoresThatNobodyChose) {
  const ScoreOutputs outputs({3});
  const MeanLabel label{1, torch::tensor({0.0, 0.0, 1.0}, torch::kDouble)};
  EXPECT_TRUE(outputs.logits_at(0, label).isfinite().all().item<bool>());
  EXPECT_TRUE(outputs.slopes_at(0, label).isfinite().all().item<bool>());
}

}  // namespace
}  // namespace aesthetic::training
