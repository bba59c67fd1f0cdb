// SPDX-License-Identifier: MIT
#include "arena.hpp"

#include <gtest/gtest.h>

#include <random>

namespace aesthetic::layers {
namespace {

TEST(Arena, SharesMemoryBetweenLivesThatDoNotOverlap) {
  std::vector<Extent> extents = {{4096, 0, 1}, {4096, 1, 2}, {4096, 2, 3}};
  EXPECT_EQ(lay_out(extents), 8192U);
  EXPECT_EQ(extents[0].offset, extents[2].offset);
  EXPECT_NE(extents[0].offset, extents[1].offset);
}

TEST(Arena, RoundsUpToTheAlignment) {
  std::vector<Extent> extents = {{1, 0, 1}, {1, 0, 1}};
  EXPECT_EQ(lay_out(extents), 2 * alignment);
}

TEST(Arena, NothingNeedsNothing) {
  std::vector<Extent> none;
  EXPECT_EQ(lay_out(none), 0U);
}

TEST(Arena, LivesThatOverlapNeverShare) {
  std::mt19937 random(5);
  const auto pick = [&](std::size_t high) {
    return std::uniform_int_distribution<std::size_t>(0, high)(random);
  };
  std::vector<Extent> extents;
  for (int i = 0; i < 200; ++i) {
    const auto first = pick(50);
    extents.push_back({pick(5000), first, first + pick(10)});
  }
  const auto total = lay_out(extents);
  for (const auto& a : extents) {
    EXPECT_EQ(a.offset % alignment, 0U);
    EXPECT_LE(a.offset + a.bytes, total);
    for (const auto& b : extents)
      if (&a != &b && a.first <= b.last && b.first <= a.last && a.bytes > 0 && b.bytes > 0) {
        EXPECT_TRUE(a.offset + a.bytes <= b.offset || b.offset + b.bytes <= a.offset);
      }
  }
}

}  // namespace
}  // namespace aesthetic::layers
