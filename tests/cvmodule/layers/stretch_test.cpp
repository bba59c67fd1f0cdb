// SPDX-License-Identifier: MIT
#include "stretch.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

#include "compare.hpp"

namespace aesthetic::layers::test {
namespace {

constexpr int some_threads = 3;

// Of a convolution of 3x3 with 64 channels in and out, on pictures of this size.
int threads_for(std::int64_t size, const std::array<std::int64_t, 2>& batch_and_groups = {1, 1}) {
  const auto [batch, groups] = batch_and_groups;
  Network network(41);
  const auto x = network.input("x", {batch, 64, size, size});
  network.output(network.node("Conv", {x, network.weights({64, 64 / groups, 3, 3}), network.weights({64})},
                              {{"kernel_shape", Ints{3, 3}}, {"pads", Ints{1, 1, 1, 1}}, {"group", groups}}));
  Settings settings;
  settings.threads = some_threads;
  return only_stretch(network, settings)->program({{batch, 64, size, size}}).threads();
}

// 36,864 multiply-adds for each of a picture's places; a thread is worth 100 million.
TEST(Stretch, OnlyMuchWorkIsSharedAmongThreads) {
  EXPECT_EQ(threads_for(16), 1);  // 9 million
  EXPECT_EQ(threads_for(75), 2);  // 207 million
  EXPECT_EQ(threads_for(160), some_threads);
  EXPECT_EQ(threads_for(16, {100, 1}), some_threads);
  EXPECT_EQ(threads_for(160, {1, 64}), 1);  // each channel by itself: 15 million
}

// What is cut falls back without a word where oneDNN has no code for the slices, so that it must not be taken
// for granted.
TEST(Stretch, NetworksOfPicturesAreCut) {
  for (const std::int64_t batch : {1, 4}) {
    Network network(42);
    auto x = network.input("x", {batch, 3, 64, 64});
    const auto conv = [&](std::int64_t in, std::int64_t out, std::int64_t size, std::int64_t groups) {
      x = network.node("Conv", {x, network.weights({out, in / groups, size, size}), network.weights({out})},
                       {{"kernel_shape", Ints{size, size}},
                        {"pads", Ints{size / 2, size / 2, size / 2, size / 2}},
                        {"group", groups}});
      x = network.node("Relu", {x});
    };
    conv(3, 32, 3, 1);
    conv(32, 32, 3, 32);
    conv(32, 64, 1, 1);
    network.output(x);
    Settings settings;
    settings.threads = 2;
    settings.worth_a_thread = 0;
    for (const auto precision : {Precision::float32, Precision::bfloat16}) {
      if (!has_instructions_for(precision)) continue;
      settings.precision = precision;
      EXPECT_TRUE(only_stretch(network, settings)->program({{batch, 3, 64, 64}}).has_team()) << batch;
    }
  }
}

// One row of one block of channels, of one picture: OpenMP shares the loops of the whole.
TEST(Stretch, WhatCannotBeCutIsLeftToOpenMp) {
  Network network(43);
  const auto x = network.input("x", {1, 16, 3, 64});
  network.output(network.node("Conv", {x, network.weights({8, 16, 3, 3}), network.weights({8})},
                              {{"kernel_shape", Ints{3, 3}}}));
  Settings settings;
  settings.threads = 2;
  settings.worth_a_thread = 0;
  const auto stretch = only_stretch(network, settings);
  const auto& program = stretch->program({{1, 16, 3, 64}});
  EXPECT_FALSE(program.has_team());
  EXPECT_EQ(program.threads(), 2);
}

// What is put together is written where it belongs, on one thread as on several.
TEST(Stretch, ConcatenationOfBlocksOfChannelsTakesNoStep) {
  if (!has_instructions(dnnl::cpu_isa::avx2)) GTEST_SKIP() << "oneDNN has blocks of channels from AVX2 on";
  if (DNNL_VERSION_MAJOR >= 3) GTEST_SKIP() << "oneDNN 3 lets the channels of a pixel lie together";
  const auto steps = [](std::int64_t channels) {
    Network network(44);
    const auto x = network.input("x", {1, 16, 20, 20});
    const auto conv = [&](std::int64_t size) {
      return network.node(
          "Conv", {x, network.weights({channels, 16, size, size}), network.weights({channels})},
          {{"kernel_shape", Ints{size, size}}, {"pads", Ints{size / 2, size / 2, size / 2, size / 2}}});
    };
    network.output(network.node("Concat", {conv(1), conv(3)}, {{"axis", std::int64_t{1}}}));
    return only_stretch(network)->program({{1, 16, 20, 20}}).steps();
  };
  EXPECT_EQ(steps(32) + 1, steps(31));  // 31 are cut through a block
}

}  // namespace
}  // namespace aesthetic::layers::test
