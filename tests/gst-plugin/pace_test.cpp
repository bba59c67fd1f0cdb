// SPDX-License-Identifier: MIT
#include "pace.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace aesthetic {
namespace {

constexpr GstClockTime frame_time = 40 * GST_MSECOND;

// The numbers of the frames, of so many, that are scored.
std::vector<int> scored_of(int frames, Pace& pace, const PaceLimits& limits) {
  std::vector<int> scored;
  for (int i = 0; i < frames; ++i) {
    const PacedFrame frame = {frame_time * static_cast<GstClockTime>(i), false};
    if (pace.turn_of(frame, limits) != Turn::score) continue;
    pace.scored(frame);
    scored.push_back(i);
  }
  return scored;
}

TEST(Pace, TakesEveryNthFrame) {
  Pace pace;
  EXPECT_EQ(scored_of(7, pace, {3, 0}), (std::vector<int>{0, 3, 6}));
}

TEST(Pace, TakesSoManyFramesASecond) {
  Pace pace;
  EXPECT_EQ(scored_of(12, pace, {1, 5}), (std::vector<int>{0, 5, 10}));
}

TEST(Pace, TheStricterLimitHolds) {
  Pace slow_rate;
  EXPECT_EQ(scored_of(12, slow_rate, {2, 5}), (std::vector<int>{0, 5, 10}));
  Pace long_interval;
  EXPECT_EQ(scored_of(12, long_interval, {6, 5}), (std::vector<int>{0, 6}));
}

TEST(Pace, ARateNeedsRunningTimes) {
  Pace pace;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(pace.turn_of({}, {1, 0.001}), Turn::score);
    pace.scored({});
  }
}

TEST(Pace, LateFramesAreNotScored) {
  Pace pace;
  pace.scored({0, false});
  pace.set_earliest(100 * GST_MSECOND);
  EXPECT_EQ(pace.turn_of({40 * GST_MSECOND, false}, {}), Turn::late);
  EXPECT_EQ(pace.turn_of({100 * GST_MSECOND, false}, {}), Turn::late);
  EXPECT_EQ(pace.turn_of({101 * GST_MSECOND, false}, {}), Turn::score);
}

TEST(Pace, WithoutAnyScoreALateFrameIsScored) {
  Pace pace;
  pace.set_earliest(100 * GST_MSECOND);
  EXPECT_EQ(pace.turn_of({0, false}, {}), Turn::score);
}

TEST(Pace, TheTurnOfALateFrameGoesToTheNext) {
  Pace pace;
  pace.scored({0, false});
  EXPECT_EQ(pace.turn_of({1, false}, {2, 0}), Turn::between);
  pace.set_earliest(5);
  EXPECT_EQ(pace.turn_of({2, false}, {2, 0}), Turn::late);
  EXPECT_EQ(pace.turn_of({6, false}, {2, 0}), Turn::score);
}

TEST(Pace, EmptyFramesAreNeverScored) {
  Pace pace;
  EXPECT_EQ(pace.turn_of({0, true}, {}), Turn::empty);
  EXPECT_EQ(pace.turn_of({1, false}, {}), Turn::score);
}

TEST(Pace, AfterARestartTheNextFrameIsScored) {
  Pace pace;
  EXPECT_EQ(scored_of(2, pace, {100, 0.001}), (std::vector<int>{0}));
  pace.set_earliest(GST_SECOND);
  pace.restart();
  EXPECT_EQ(pace.turn_of({frame_time, false}, {100, 0.001}), Turn::score);
}

}  // namespace
}  // namespace aesthetic
