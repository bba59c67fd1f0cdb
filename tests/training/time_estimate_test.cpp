// SPDX-License-Identifier: MIT
#include "cli/time_estimate.hpp"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

TEST(TimeEstimate, GrowsWithTheWorkAndLeavesTheNetworkAlone) {
  const test::TemporaryFolder folder;
  test::write_rated_pictures(folder / "data", 8);
  NetworkOptions options;
  options.backbone = "squeezenet1-1";
  options.size = 64;
  options.tasks = 1;
  options.head.levels = {8};
  ScoringNetwork network(options);
  network.eval();
  std::vector<std::filesystem::path> files;
  files.reserve(8);
  for (int i = 0; i < 8; ++i) files.push_back(folder / ("data/drawn/images/p" + std::to_string(i) + ".png"));
  torch::manual_seed(3);
  const auto expected = torch::rand(1);
  torch::manual_seed(3);
  TimeEstimate estimate(network, 7);
  EXPECT_GT(estimate.frozen_seconds(files, 3), 0);
  const double tuning = estimate.tune_seconds(1000, false);
  EXPECT_GT(tuning, 0);
  EXPECT_TRUE(torch::rand(1).equal(expected));
  for (const auto& parameter : network.parameters())
    EXPECT_TRUE(!parameter.grad().defined() || parameter.grad().count_nonzero().item<std::int64_t>() == 0);
  // float16 of fire8's 384 maps of 3 x 3
  EXPECT_EQ(estimate.activation_bytes(), 384 * 9 * 2);
}

TEST(DurationText, HasASensibleUnit) {
  EXPECT_EQ(duration_text(0), "0 s");
  EXPECT_EQ(duration_text(89), "89 s");
  EXPECT_EQ(duration_text(300), "5 min");
  EXPECT_EQ(duration_text(9000), "2.5 h");
}

}  // namespace
}  // namespace aesthetic::training
