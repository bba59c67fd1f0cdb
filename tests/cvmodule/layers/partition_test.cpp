// SPDX-License-Identifier: MIT
#include "partition.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace aesthetic::layers {
namespace {

using Parts = std::vector<Part>;

TEST(Partition, AChainIsOnePart) {
  EXPECT_EQ(partition({{}, {0}, {1}}, {true, true, true}), (Parts{{0, 1, 2}}));
}

TEST(Partition, AnOperationThatIsNotOursCutsAChain) {
  EXPECT_EQ(partition({{}, {0}, {1}}, {true, false, true}), (Parts{{0}, {1}, {2}}));
}

// The path around node 1 must not make one part of 0 and 2, which 1 would both read and feed.
TEST(Partition, AWayAroundDoesNotJoin) {
  EXPECT_EQ(partition({{}, {0}, {0, 1}}, {true, false, true}), (Parts{{0}, {1}, {2}}));
}

TEST(Partition, BranchesThatMeetAreOnePart) {
  EXPECT_EQ(partition({{}, {0}, {0}, {1, 2}}, {false, true, true, true}), (Parts{{0}, {1, 2, 3}}));
}

// 0 and 1 start two chains that cross through operations that are not ours.
TEST(Partition, ChainsThatCrossStayApart) {
  EXPECT_EQ(partition({{}, {}, {0}, {1}, {0, 3}, {1, 2}}, {true, true, false, false, true, true}).size(), 5U);
}

TEST(Partition, PartsOfRandomGraphsCanRunInOrder) {
  std::mt19937 random(3);
  const auto pick = [&](int high) { return std::uniform_int_distribution<int>(0, high)(random); };
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<int>> sources(30);
    std::vector<bool> ours;
    for (int node = 0; node < 30; ++node) {
      ours.push_back(pick(3) > 0);
      for (int i = 0; node > 0 && i < 2; ++i)
        sources[static_cast<std::size_t>(node)].push_back(pick(node - 1));
    }
    std::vector<bool> done(30);
    for (const auto& part : partition(sources, ours)) {
      for (const int node : part) done[static_cast<std::size_t>(node)] = true;
      for (const int node : part) {
        EXPECT_TRUE(part.size() == 1 || ours[static_cast<std::size_t>(node)]);
        for (const int source : sources[static_cast<std::size_t>(node)])
          EXPECT_TRUE(done[static_cast<std::size_t>(source)]);
      }
    }
    EXPECT_EQ(std::count(done.begin(), done.end(), false), 0);
  }
}

}  // namespace
}  // namespace aesthetic::layers
