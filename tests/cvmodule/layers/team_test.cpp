// SPDX-License-Identifier: MIT
#include "team.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <stdexcept>

namespace aesthetic::layers::test {
namespace {

// Every step waits for all parts of the one before it, on more threads than there are cores, too.
TEST(Team, StepsComeOneAfterTheOther) {
  const std::vector<std::size_t> steps = {3, 1, 4, 4, 2};
  const auto all = std::accumulate(steps.begin(), steps.end(), std::size_t{0});
  for (const int threads : {1, 2, 5}) {
    Team team(threads, steps);
    for (int run = 0; run < 300; ++run) {
      std::vector<int> times(all);  // written by whoever has the part, read by those of later steps
      std::atomic<int> mistakes{0};
      team.run([&](std::size_t part, std::size_t thread) {
        if (thread >= static_cast<std::size_t>(threads)) ++mistakes;
        std::size_t before = 0;
        for (const auto parts : steps) {
          if (part < before + parts) break;
          before += parts;
        }
        for (std::size_t i = 0; i < before; ++i)
          if (times[i] != 1) ++mistakes;
        ++times[part];
      });
      EXPECT_EQ(mistakes, 0);
      EXPECT_EQ(times, std::vector<int>(all, 1));
    }
  }
}

TEST(Team, ThreadsWorkBesideEachOther) {
  Team team(2, {2});
  std::atomic<int> here{0};
  team.run([&](std::size_t /*part*/, std::size_t /*thread*/) {
    ++here;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (here < 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  });
  EXPECT_EQ(here, 2);
}

// Helpers sleep between runs, and the caller during a long part of another.
TEST(Team, WakesWhoSleeps) {
  Team team(2, {2, 2});
  for (int run = 0; run < 20; ++run) {
    std::atomic<int> parts{0};
    team.run([&](std::size_t part, std::size_t /*thread*/) {
      if (part == 1) std::this_thread::sleep_for(std::chrono::milliseconds(3));
      ++parts;
    });
    EXPECT_EQ(parts, 4);
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
}

TEST(Team, GivesTheFaultOfAPartToTheCallerAndGoesOn) {
  Team team(3, {2, 2, 2});
  for (int run = 0; run < 50; ++run) {
    std::atomic<int> after{0};
    EXPECT_THROW(team.run([&](std::size_t part, std::size_t /*thread*/) {
      if (part == 2) throw std::runtime_error("broken");
      if (part > 3) ++after;
    }),
                 std::runtime_error);
    EXPECT_EQ(after, 0);
    std::atomic<int> parts{0};
    team.run([&](std::size_t /*part*/, std::size_t /*thread*/) { ++parts; });
    EXPECT_EQ(parts, 6);
  }
}

TEST(Team, MayEndWithoutARun) {
  for (int i = 0; i < 50; ++i) Team(4, {1});
}

}  // namespace
}  // namespace aesthetic::layers::test
