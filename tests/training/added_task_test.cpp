// SPDX-License-Identifier: MIT
#include "trainer/added_task.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "expect_error.hpp"

namespace aesthetic::training {
namespace {

NetworkOptions linear_options() {
  NetworkOptions options;
  options.backbone = "squeezenet1-1";
  options.size = 64;
  options.head.levels = {3, 5};
  options.head.hidden = 0;
  options.tasks = 2;
  return options;
}

PerceptronFit drawn_fit(std::int64_t features) {
  return {torch::randn({4, features}) * 0.1, torch::randn({4}), torch::randn({4}), 0.5};
}

TEST(AddedTask, LeavesTheOtherScoresAndAddsItsOwn) {
  torch::manual_seed(1);
  const torch::NoGradGuard no_grad;
  const auto options = linear_options();
  ScoringNetwork network(options);
  const auto count = network.head().feature_count();
  network.head().prepare(torch::randn({20, count}), torch::tensor({0.3F, -0.2F}));
  network.head().set_linear_path(torch::randn({2, count}) * 0.05, torch::tensor({0.3F, -0.2F}));
  network.eval();
  const AddedTask task = {drawn_fit(count), 0.7};
  const auto wider = with_task(network, options, task);
  const auto pictures = torch::randn({3, 3, 64, 64});
  const auto before = network.forward(pictures);
  const auto after = wider->forward(pictures);
  ASSERT_EQ(after.sizes(), (std::vector<std::int64_t>{3, 3}));
  EXPECT_LE((after.narrow(1, 0, 2) - before).abs().max().item<double>(), 1e-6);
  const auto& fit = task.fit;
  const auto x = network.head().standardised(network.features(pictures)).clamp(-0.7, 0.7);
  const auto hidden = torch::relu(x.matmul(fit.hidden_weight.t()) + fit.hidden_bias);
  const auto logits = hidden.mv(fit.output_weight) + fit.output_bias;
  EXPECT_LE((after.select(1, 2) - torch::sigmoid(logits)).abs().max().item<double>(), 1e-6);
}

TEST(AddedTask, StandsBesideDistributions) {
  auto options = linear_options();
  options.bins = {5, 0};
  const ScoringNetwork network(options);
  const auto wider = with_task(network, options, {drawn_fit(network.head().feature_count()), 3});
  EXPECT_EQ(wider->outputs().task_count(), 3);
  EXPECT_EQ(wider->outputs().bins(0), 5);
}

TEST(AddedTask, NeedsALinearHead) {
  auto options = linear_options();
  options.head.hidden = 8;
  test::expect_error(ErrorKind::bad_data, {"hidden layer"}, [&] { require_linear_head(options); });
  options = linear_options();
  options.head.name = "multi-task";
  test::expect_error(ErrorKind::bad_data, {"multi-task", "multi-level"},
                     [&] { require_linear_head(options); });
}

}  // namespace
}  // namespace aesthetic::training
