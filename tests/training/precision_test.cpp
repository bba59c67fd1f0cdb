// SPDX-License-Identifier: MIT
#include "networks/precision.hpp"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "networks/scoring_network.hpp"

namespace aesthetic::training {
namespace {

NetworkOptions small_network(const std::string& backbone) {
  NetworkOptions options;
  options.backbone = backbone;
  options.size = 64;
  options.tasks = 2;
  options.head.levels = {4, 8};
  options.head.hidden = 0;
  return options;
}

class OnBackbones : public testing::TestWithParam<const char*> {};

TEST_P(OnBackbones, Bfloat16GivesNearlyTheSameLogitsAndLeavesGradientsAlone) {
  if (!cpu_has_bfloat16()) GTEST_SKIP() << "this processor has neither AVX512-BF16 nor AMX";
  torch::manual_seed(1);
  ScoringNetwork network(small_network(GetParam()));
  network.eval();
  for (auto& parameter : network.head().parameters()) parameter.data().normal_(0, 0.01);
  const auto pictures = torch::randn({4, 3, 64, 64}).contiguous(torch::MemoryFormat::ChannelsLast);
  const auto logits_with = [&](Precision precision) {
    network.set_precision(precision);
    return network.logits_from(0, torch::empty({4, 0}), pictures);
  };
  const auto exact = logits_with(Precision::float32);
  // Where gradients are wanted nothing changes on a processor.
  EXPECT_TRUE(logits_with(Precision::bfloat16).equal(exact));
  const torch::NoGradGuard no_grad;
  const auto near = logits_with(Precision::bfloat16);
  EXPECT_EQ(near.scalar_type(), torch::kFloat);
  const double error = ((near - exact).norm() / exact.norm()).item<double>();
  EXPECT_GT(error, 0);
  EXPECT_LT(error, 0.02);
}

INSTANTIATE_TEST_SUITE_P(Precision, OnBackbones,
                         testing::Values("efficientnet-lite0", "squeezenet1-1", "vgg16", "resnet-18"));

// Autocast keeps the weights it has turned into bfloat16.
TEST(Precision, FollowsWeightsThatLearn) {
  if (!cpu_has_bfloat16()) GTEST_SKIP() << "this processor has neither AVX512-BF16 nor AMX";
  ScoringNetwork network(small_network("squeezenet1-1"));
  network.set_precision(Precision::bfloat16);
  const auto pictures = torch::randn({1, 3, 64, 64});
  const torch::NoGradGuard no_grad;
  const auto before = network.forward_stage(0, pictures).to(torch::kFloat);
  for (auto& parameter : network.backbone().stage_parameters(0)) parameter.mul_(2);
  EXPECT_TRUE(network.forward_stage(0, pictures).to(torch::kFloat).allclose(2 * before, 1e-2, 1e-2));
}

}  // namespace
}  // namespace aesthetic::training
