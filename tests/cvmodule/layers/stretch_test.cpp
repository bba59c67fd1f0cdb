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

// 36,864 multiply-adds for each of a picture's places.
TEST(Stretch, OnlyMuchWorkIsSharedAmongThreads) {
  EXPECT_EQ(threads_for(16), 1);              // 9 million
  EXPECT_EQ(threads_for(160), some_threads);  // 944 million
  EXPECT_EQ(threads_for(16, {100, 1}), some_threads);
  EXPECT_EQ(threads_for(160, {1, 64}), 1);  // each channel by itself: 15 million
}

}  // namespace
}  // namespace aesthetic::layers::test
