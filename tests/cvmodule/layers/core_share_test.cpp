// SPDX-License-Identifier: MIT
#include "core_share.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace aesthetic::layers {
namespace {

// Many threads that each take a share again and again; at no time may they hold more than there is.
void expect_never_more_than_all(const std::vector<int>& threads) {
  std::atomic<int> held = 0;
  std::atomic<bool> too_many = false;
  std::vector<std::thread> takers;
  takers.reserve(threads.size());
  for (const int wanted : threads)
    takers.emplace_back([&, wanted] {
      for (int i = 0; i < 200; ++i) {
        const CoreShare share(wanted);
        const int counted = std::min(wanted, usable_cores());
        if (held.fetch_add(counted) + counted > usable_cores()) too_many = true;
        std::this_thread::yield();
        held -= counted;
      }
    });
  for (auto& taker : takers) taker.join();
  EXPECT_FALSE(too_many);
}

TEST(CoreShare, ThereIsAtLeastOneCore) {
  EXPECT_GE(usable_cores(), 1);
}

TEST(CoreShare, TogetherTheyNeverHoldMoreThanThereIs) {
  expect_never_more_than_all({1, 1, 1, 1, 1});
  expect_never_more_than_all({1, 2, 3, 1, 2, 3});
  expect_never_more_than_all({1000, 1000, 1});
}

}  // namespace
}  // namespace aesthetic::layers
