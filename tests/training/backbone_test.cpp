// SPDX-License-Identifier: MIT
#include "networks/backbone.hpp"

#include <torch/torch.h>

#include "expect_error.hpp"
#include "networks/imagenet_input.hpp"

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

TEST(Vgg16, HasItsStages) {
  expect_stages("vgg16", 64,
                {{64, 64},
                 {64, 32},
                 {128, 32},
                 {128, 16},
                 {256, 16},
                 {256, 16},
                 {256, 8},
                 {512, 8},
                 {512, 8},
                 {512, 4},
                 {512, 4},
                 {512, 4},
                 {512, 2}});
}

TEST(Vgg16, HasThePapersParametersAndNames) {
  const auto backbone = make_backbone("vgg16");
  EXPECT_EQ(parameter_count(*backbone), 14714688);
  EXPECT_EQ(backbone->stage_of("block4_conv2"), 8);
  EXPECT_EQ(backbone->stage_name(9), "block4_conv3");
}

TEST(ResNet18, HasItsStagesAndParameters) {
  expect_stages("resnet-18", 65,
                {{64, 17}, {64, 17}, {64, 17}, {128, 9}, {128, 9}, {256, 5}, {256, 5}, {512, 3}, {512, 3}});
  // The published 11,689,512 less the classifier's 513,000, and one bias instead of two numbers for each of
  // the 4,800 channels that are normalised.
  EXPECT_EQ(parameter_count(*make_backbone("resnet-18")), 11689512 - 513000 - 4800);
}

TEST(ResNet50, HasItsStagesAndParameters) {
  const auto backbone = make_backbone("resnet-50");
  EXPECT_EQ(backbone->stage_count(), 17);
  EXPECT_EQ(backbone->stage_channels(16), 2048);
  EXPECT_EQ(backbone->stage_of("layer4.0"), 14);
  EXPECT_EQ(parameter_count(*backbone), 25557032 - 2049000 - 26560);
}

TEST(MobileNetV2, HasItsStagesAndParameters) {
  const auto backbone = make_backbone("mobilenet-v2");
  EXPECT_EQ(backbone->stage_count(), 19);
  EXPECT_EQ(backbone->stage_channels(18), 1280);
  EXPECT_EQ(backbone->stage_of("features.18"), 18);
  EXPECT_EQ(parameter_count(*backbone), 3504872 - 1281000 - 17056);
  const torch::NoGradGuard no_grad;
  auto x = torch::randn({1, 3, 65, 65});
  for (int stage = 0; stage < 19; ++stage) x = backbone->forward_stage(stage, x);
  EXPECT_EQ(x.sizes(), (std::vector<std::int64_t>{1, 1280, 3, 3}));
}

TEST(ImagenetInput, IsTorchvisionsArithmetic) {
  const auto input = make_backbone("resnet-18")->input();
  torch::manual_seed(2);
  const auto kernel = torch::randn({4, 3, 3, 3});
  const auto levels = torch::randint(0, 256, {1, 3, 8, 8}).to(torch::kFloat);
  const auto by_channel = [](std::vector<float> values) { return torch::tensor(values).view({1, 3, 1, 1}); };
  const auto expected = torch::conv2d(
      (levels / 255 - by_channel({0.485F, 0.456F, 0.406F})) / by_channel({0.229F, 0.224F, 0.225F}), kernel);
  const auto mean = torch::tensor(std::vector<double>(input.mean.begin(), input.mean.end()));
  const auto ours =
      torch::conv2d((levels - mean.view({1, 3, 1, 1})) * input.scale, for_imagenet_input(kernel));
  EXPECT_TRUE(expected.allclose(ours, 1e-4, 1e-4));
}

TEST(Backbone, RandomWeightsAreThoseOfTheSeed) {
  const auto first = [](std::uint64_t seed) {
    torch::manual_seed(seed);
    return make_backbone("resnet-18")->parameters().front().clone();
  };
  EXPECT_TRUE(first(1).equal(first(1)));
  EXPECT_FALSE(first(1).equal(first(2)));
}

TEST(Backbone, NamesItsStages) {
  const auto backbone = make_backbone("squeezenet1-1");
  EXPECT_EQ(backbone->stage_of("fire2"), 1);
  EXPECT_EQ(backbone->stage_of("8"), 8);
  for (const auto* text : {"9", "-1", "fire1", ""})
    test::expect_error(ErrorKind::bad_data, {std::string("stage ") + text, "0 to 8", "conv1, fire2"},
                       [&] { backbone->stage_of(text); });
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
  test::expect_error(ErrorKind::bad_data, {"backbone vgg:", "efficientnet-lite0, mobilenet-v2", "vgg16"},
                     [] { make_backbone("vgg"); });
}

}  // namespace
}  // namespace aesthetic::training
