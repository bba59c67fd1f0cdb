// SPDX-License-Identifier: MIT
#include "networks/multi_level_head.hpp"

#include <torch/torch.h>

#include "expect_error.hpp"

namespace aesthetic::training {
namespace {

TEST(MultiLevelHead, PoolsAveragesAndAGrid) {
  HeadOptions options;
  options.levels = {0, 1};
  options.grid_stage = 1;
  const MultiLevelHead head(options, {2, 1}, 1);
  EXPECT_EQ(head.feature_count(0), 2);
  EXPECT_EQ(head.feature_count(1), 1 + 9);
  EXPECT_EQ(head.feature_count(), 12);
  const auto x = torch::arange(36).view({1, 1, 6, 6}).to(torch::kFloat);
  const auto features = head.pool(1, x);
  ASSERT_EQ(features.sizes(), (std::vector<std::int64_t>{1, 10}));
  EXPECT_FLOAT_EQ(features[0][0].item<float>(), 17.5F);
  EXPECT_FLOAT_EQ(features[0][1].item<float>(), 3.5F);   // rows 0 and 1, columns 0 and 1
  EXPECT_FLOAT_EQ(features[0][9].item<float>(), 31.5F);  // rows 4 and 5, columns 4 and 5
}

TEST(MultiLevelHead, PoolsAveragesOfSquares) {
  HeadOptions options;
  options.levels = {0};
  options.square_levels = {0};
  const MultiLevelHead head(options, {1}, 1);
  const auto features = head.pool(0, torch::tensor({1.0F, 2.0F, -3.0F, 4.0F}).view({1, 1, 2, 2}));
  ASSERT_EQ(features.sizes(), (std::vector<std::int64_t>{1, 2}));
  EXPECT_FLOAT_EQ(features[0][0].item<float>(), 1.0F);
  EXPECT_FLOAT_EQ(features[0][1].item<float>(), 7.5F);
}

TEST(MultiLevelHead, TheGridIsThreeByThreeAtAnySize) {
  HeadOptions options;
  options.grid_stage = 0;
  const MultiLevelHead head(options, {1}, 1);
  for (const int size : {3, 4, 5, 7, 12, 14})
    EXPECT_EQ(head.pool(0, torch::rand({2, 1, size, size})).size(1), 9) << size;
}

TEST(MultiLevelHead, StartsAtTheMeanLogits) {
  HeadOptions options;
  options.levels = {0};
  options.hidden = 0;
  MultiLevelHead head(options, {4}, 2);
  head.prepare(torch::randn({5, 4}), torch::tensor({-1.0F, 0.5F}));
  const auto logits = head.forward(torch::randn({3, 4}));
  EXPECT_NEAR(logits[2][0].item<double>(), -1.0, 1e-6);
  EXPECT_NEAR(logits[2][1].item<double>(), 0.5, 1e-6);
}

TEST(MultiLevelHead, StandardisesItsFeatures) {
  HeadOptions options;
  options.levels = {0};
  options.hidden = 0;
  MultiLevelHead head(options, {1}, 1);
  head.set_statistics(torch::tensor({10.0F}), torch::tensor({2.0F}));
  head.set_linear_path(torch::tensor({{1.0F}}), torch::tensor({0.5F}));
  head.eval();
  // (14 - 10) / 2 * 1 + 0.5
  EXPECT_NEAR(head.forward(torch::tensor({{14.0F}})).item<double>(), 2.5, 1e-6);
}

TEST(MultiLevelHead, ClampsWhatTheHiddenLayerSees) {
  torch::manual_seed(1);
  HeadOptions options;
  options.levels = {0};
  options.hidden = 4;
  options.limit = 2;
  MultiLevelHead head(options, {1}, 1);
  head.set_statistics(torch::tensor({10.0F}), torch::tensor({2.0F}));
  head.eval();
  const auto at = [&](float x) { return head.forward(torch::tensor({{x}})).item<double>(); };
  EXPECT_EQ(at(14.0F), at(100.0F));
  EXPECT_EQ(at(6.0F), at(-100.0F));
  EXPECT_NE(at(13.9F), at(14.0F));
}

TEST(MultiLevelHead, DropsOnlyWhileTraining) {
  torch::manual_seed(1);
  HeadOptions options;
  options.levels = {0};
  options.direct = true;
  options.dropout = 0.5;
  options.feature_dropout = 0.5;
  MultiLevelHead head(options, {8}, 1);
  const auto x = torch::randn({4, 8});
  head.eval();
  EXPECT_TRUE(head.forward(x).equal(head.forward(x)));
  head.train();
  EXPECT_FALSE(head.forward(x).equal(head.forward(x)));
}

TEST(MultiLevelHead, RefusesStagesThatAreNotThere) {
  HeadOptions options;
  options.levels = {0, 2};
  test::expect_error(ErrorKind::bad_data, {"stages 0 to 1"}, [&] { MultiLevelHead(options, {4, 4}, 1); });
  options.levels = {};
  test::expect_error(ErrorKind::bad_data, {"reads nothing"}, [&] { MultiLevelHead(options, {4, 4}, 1); });
  options.levels = {0};
  options.hidden = 8;
  test::expect_error(ErrorKind::bad_data, {"ridge", "linear path"}, [&] {
    MultiLevelHead(options, {4, 4}, 1).set_linear_path(torch::zeros({1, 4}), torch::zeros(1));
  });
}

}  // namespace
}  // namespace aesthetic::training
