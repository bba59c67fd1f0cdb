// SPDX-License-Identifier: MIT
#include "networks/backbone.hpp"

#include <torch/torch.h>

#include "expect_error.hpp"

namespace aesthetic::training {
namespace {

std::int64_t parameter_count(const Backbone& backbone) {
  std::int64_t count = 0;
  for (const auto& parameter : backbone.parameters()) count += parameter.numel();
  return count;
}

struct Shape {
  std::int64_t channels;
  std::int64_t size;
};

void expect_stages(const std::string& name, std::int64_t size, const std::vector<Shape>& shapes) {
  const torch::NoGradGuard no_grad;
  auto backbone = make_backbone(name);
  ASSERT_EQ(backbone->stage_count(), static_cast<int>(shapes.size()));
  auto x = torch::randn({2, 3, size, size});
  for (int stage = 0; stage < backbone->stage_count(); ++stage) {
    const auto& expected = shapes[static_cast<std::size_t>(stage)];
    x = backbone->forward_stage(stage, x);
    EXPECT_EQ(x.sizes(), (std::vector<std::int64_t>{2, expected.channels, expected.size, expected.size}))
        << stage;
    EXPECT_EQ(backbone->stage_channels(stage), expected.channels);
  }
}

TEST(EfficientNetLite0, HasItsStages) {
  expect_stages("efficientnet-lite0", 64,
                {{32, 32}, {16, 32}, {24, 16}, {40, 8}, {80, 4}, {112, 4}, {192, 2}, {320, 2}, {1280, 2}});
  // An odd size: SAME padding rounds up.
  expect_stages("efficientnet-lite0", 75,
                {{32, 38}, {16, 38}, {24, 19}, {40, 10}, {80, 5}, {112, 5}, {192, 3}, {320, 3}, {1280, 3}});
}

TEST(EfficientNetLite0, HasItsParameters) {
  // 4,652,008 with classifier (1,281,000) and two numbers a channel for batch normalisation instead of one
  // bias.
  EXPECT_EQ(parameter_count(*make_backbone("efficientnet-lite0")), 3350000);
}

TEST(EfficientNetLite0, ReadsRgb) {
  const auto input = make_backbone("efficientnet-lite0")->input();
  EXPECT_EQ(input.channels, ChannelOrder::rgb);
  EXPECT_EQ(input.mean[0], 127);
  EXPECT_EQ(input.scale, 1.0 / 128);
}

// Expected values: the same weights in PyTorch 2.15, batch normalisation folded, on the same picture.
TEST(EfficientNetLite0, ComputesWhatPyTorchComputes) {
  const std::filesystem::path file = AESTHETIC_LITE0_WEIGHTS;
  if (!std::filesystem::exists(file))
    GTEST_SKIP() << "skipped: no weights; training/fetch-weights.sh fetches them";
  const torch::NoGradGuard no_grad;
  auto backbone = make_backbone("efficientnet-lite0");
  auto weights = read_pretrained_weights(file);
  backbone->load_pretrained(weights);
  auto x = ((torch::arange(3 * 64 * 64).view({1, 3, 64, 64}) * 37 % 256).to(torch::kFloat) - 127) / 128;
  for (int stage = 0; stage < 9; ++stage) {
    x = backbone->forward_stage(stage, x);
    if (stage == 2) {
      EXPECT_NEAR(x.mean().item<double>(), 1.70681, 1e-4);
    }
    if (stage == 5) {
      EXPECT_NEAR(x.std().item<double>(), 6.449132, 1e-4);
    }
  }
  EXPECT_NEAR(x.mean().item<double>(), 0.781644, 1e-4);
  EXPECT_NEAR(x.std().item<double>(), 1.578838, 1e-4);
}

TEST(SqueezeNet, HasItsStages) {
  expect_stages("squeezenet1-1", 64,
                {{64, 31}, {128, 15}, {128, 15}, {256, 7}, {256, 7}, {384, 3}, {384, 3}, {512, 3}, {512, 3}});
}

TEST(SqueezeNet, HasItsParameters) {
  // The published 1,235,496 less the classifier's 513,000.
  EXPECT_EQ(parameter_count(*make_backbone("squeezenet1-1")), 722496);
}

TEST(SqueezeNet, ReadsBgrLessTheMean) {
  const auto input = make_backbone("squeezenet1-1")->input();
  EXPECT_EQ(input.channels, ChannelOrder::bgr);
  EXPECT_EQ(input.mean[2], 123.68);
}

TEST(Backbone, TakesOverWeights) {
  const auto a = make_backbone("squeezenet1-1");
  const auto b = make_backbone("squeezenet1-1");
  b->copy_from(*a);
  const auto from = a->parameters();
  const auto to = b->parameters();
  for (std::size_t i = 0; i < from.size(); ++i) EXPECT_TRUE(from[i].equal(to[i])) << i;
}

TEST(Backbone, NamesTheKnownOnes) {
  test::expect_error(ErrorKind::bad_data, {"backbone vgg", "efficientnet-lite0, squeezenet1-1"},
                     [] { make_backbone("vgg"); });
}

}  // namespace
}  // namespace aesthetic::training
