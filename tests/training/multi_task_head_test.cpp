// SPDX-License-Identifier: MIT
#include "networks/multi_task_head.hpp"

#include <torch/torch.h>

#include <cmath>

#include "expect_error.hpp"

namespace aesthetic::training {
namespace {

const std::vector<std::int64_t> vgg16_channels = {64,  64,  128, 128, 256, 256, 256,
                                                  512, 512, 512, 512, 512, 512};

HeadOptions options_with(double dropout, bool separate_outputs = false) {
  HeadOptions options;
  options.name = "multi-task";
  options.dropout = dropout;
  options.separate_outputs = separate_outputs;
  return options;
}

struct Counts {
  std::int64_t hidden = 0;
  std::int64_t output = 0;
};

Counts count(const torch::nn::Module& head) {
  Counts counts;
  for (const auto& parameter : head.named_parameters())
    (parameter.key().rfind("output", 0) == 0 ? counts.output : counts.hidden) += parameter.value().numel();
  return counts;
}

// The paper's Table 2, and section 5.2.1 for EVA.
TEST(MultiTaskHead, HasThePapersParameters) {
  for (const bool separate : {false, true}) {
    const auto aadb = count(*make_head(options_with(0.35, separate), vgg16_channels, 12));
    EXPECT_EQ(aadb.hidden, 73920);
    EXPECT_EQ(aadb.output, 780);
    const auto eva = count(*make_head(options_with(0.25, separate), vgg16_channels, 5));
    EXPECT_EQ(eva.hidden, 73920);
    EXPECT_EQ(eva.output, 325);
  }
  EXPECT_EQ(count(*make_head(options_with(0.35), vgg16_channels, 1)).output, 65);
}

TEST(MultiTaskHead, ReadsTheGlobalAverageOfTheLastStage) {
  const MultiTaskHead head(options_with(0.35), {2, 3}, 1);
  EXPECT_EQ(head.feature_count(0), 0);
  EXPECT_EQ(head.feature_count(1), 3);
  EXPECT_EQ(head.pool(0, torch::randn({4, 2, 6, 6})).sizes(), (std::vector<std::int64_t>{4, 0}));
  const auto pooled = head.pool(1, torch::arange(12).view({1, 3, 2, 2}).to(torch::kFloat));
  EXPECT_TRUE(pooled.equal(torch::tensor({{1.5F, 5.5F, 9.5F}})));
}

TEST(MultiTaskHead, ComputesDenseLayersWithRelu) {
  auto options = options_with(0);
  options.units = {2};
  MultiTaskHead head(options, {2}, 1);
  auto parameters = head.named_parameters();
  const torch::NoGradGuard no_grad;
  parameters["hidden1_weight"].copy_(torch::tensor({{1.0F, 2.0F}, {-1.0F, 0.0F}}));
  parameters["hidden1_bias"].copy_(torch::tensor({0.5F, 0.0F}));
  parameters["output_weight"].copy_(torch::tensor({{0.25F, 7.0F}}));
  parameters["output_bias"].copy_(torch::tensor({-1.0F}));
  // relu(1 * 3 + 2 * 4 + 0.5) = 11.5, relu(-3) = 0; 0.25 * 11.5 - 1
  EXPECT_NEAR(head.forward(torch::tensor({{3.0F, 4.0F}})).item<double>(), 1.875, 1e-6);
}

TEST(MultiTaskHead, StartsFromGlorotsUniformDistribution) {
  torch::manual_seed(1);
  const MultiTaskHead one(options_with(0.35), vgg16_channels, 12);
  const auto expect_limit = [](const torch::Tensor& weight) {
    const double limit = std::sqrt(6.0 / static_cast<double>(weight.size(0) + weight.size(1)));
    EXPECT_LE(weight.abs().max().item<double>(), limit);
    EXPECT_GT(weight.abs().max().item<double>(), 0.9 * limit);
    EXPECT_NEAR(weight.std().item<double>(), limit / std::sqrt(3.0), 0.1 * limit);
  };
  const auto parameters = one.named_parameters();
  for (const auto* name : {"hidden1_weight", "hidden2_weight", "output_weight"})
    expect_limit(parameters[name]);
  for (const auto* name : {"hidden1_bias", "hidden2_bias", "output_bias"})
    EXPECT_EQ(parameters[name].abs().max().item<double>(), 0);
}

TEST(MultiTaskHead, DropsTheShareOfTheLastHiddenLayer) {
  torch::manual_seed(1);
  auto options = options_with(0.35);
  options.units = {4, 64};
  MultiTaskHead head(options, {8}, 1);
  auto parameters = head.named_parameters();
  const torch::NoGradGuard no_grad;
  // Every unit of the last hidden layer is 1, the logit the mean of what is kept of them.
  parameters["hidden2_weight"].zero_();
  parameters["hidden2_bias"].fill_(1);
  parameters["output_weight"].fill_(1.0 / 64);
  const auto logits = [&] { return head.forward(torch::randn({2000, 8})); };
  head.eval();
  EXPECT_NEAR(logits().std().item<double>(), 0, 1e-6);
  head.train();
  EXPECT_NEAR(logits().mean().item<double>(), 1, 0.01);
  // Of a mean of 64 kept-or-dropped values of 0 or 1 / 0.65.
  EXPECT_NEAR(logits().std().item<double>(), std::sqrt(0.35 / 0.65 / 64), 0.005);
}

TEST(MakeHead, NamesTheKnownOnes) {
  auto options = options_with(0);
  options.name = "none";
  test::expect_error(ErrorKind::bad_data, {"head none", "multi-level, multi-task"},
                     [&] { make_head(options, {4}, 1); });
}

}  // namespace
}  // namespace aesthetic::training
