// SPDX-License-Identifier: MIT
#include "score_history.hpp"

#include <gtest/gtest.h>

namespace aesthetic::test {
namespace {

constexpr GstClockTimeDiff second = GST_SECOND;
constexpr GstClockTimeDiff millisecond = GST_MSECOND;

ScoreHistory ten_seconds() {
  ScoreHistory history;
  history.restart(10 * GST_SECOND);
  return history;
}

TEST(ScoreHistory, KeepsScoresAndTheirAges) {
  ScoreHistory history = ten_seconds();
  for (int i = 0; i <= 4; ++i) {
    history.advance(i * second);
    history.add(i * second, 0.1 * i);
  }
  ASSERT_EQ(history.points().size(), 5U);
  for (int i = 0; i <= 4; ++i) {
    EXPECT_EQ(history.points()[static_cast<std::size_t>(i)].value, 0.1 * i);
    EXPECT_NEAR(history.age(history.points()[static_cast<std::size_t>(i)]), (4 - i) / 10.0,
                1.01 / ScoreHistory::slots);
  }
}

TEST(ScoreHistory, IsBoundedWhateverTheFrameRate) {
  ScoreHistory history = ten_seconds();
  for (int i = 0; i < 100000; ++i) {
    history.advance(i * millisecond);
    history.add(i * millisecond, i % 2 == 0 ? 0.2 : 0.8);
  }
  EXPECT_LE(history.points().size(), ScoreHistory::slots + 2);
  EXPECT_GE(history.points().size(), ScoreHistory::slots);
  EXPECT_GE(history.age(history.points()[0]), 1);
  EXPECT_LT(history.age(history.points()[1]), 1.01);
}

TEST(ScoreHistory, KeepsOnePointWhereTheCurveComesInFrom) {
  ScoreHistory history = ten_seconds();
  for (const GstClockTimeDiff time : {0 * second, 1 * second, 30 * second}) {
    history.advance(time);
    history.add(time, 0.5);
  }
  ASSERT_EQ(history.points().size(), 2U);
  EXPECT_EQ(history.points().front().time, 1 * second);
}

TEST(ScoreHistory, TheNewestScoreOfASlotCounts) {
  ScoreHistory history = ten_seconds();
  history.advance(0);
  history.add(0, 0.2);
  history.advance(10 * millisecond);
  history.add(10 * millisecond, 0.7);
  ASSERT_EQ(history.points().size(), 1U);
  EXPECT_EQ(history.points().front().value, 0.7);
}

TEST(ScoreHistory, AStepBackBeginsANewOne) {
  ScoreHistory history = ten_seconds();
  history.advance(5 * second);
  history.add(5 * second, 0.2);
  history.advance(1 * second);
  EXPECT_TRUE(history.points().empty());
}

TEST(ScoreHistory, TakesTimesBelowZero) {
  ScoreHistory history = ten_seconds();
  for (int i = -3; i <= 1; ++i) {
    history.advance(i * second);
    history.add(i * second, 0.5);
  }
  EXPECT_EQ(history.points().size(), 5U);
}

TEST(ScoreHistory, TheRevisionTellsWhetherTheCurveChanged) {
  ScoreHistory history = ten_seconds();
  history.advance(0);
  history.add(0, 0.5);
  const guint64 before = history.revision();
  history.advance(millisecond);
  history.add(millisecond, 0.5001);
  EXPECT_EQ(history.revision(), before);
  history.add(millisecond, 0.6);
  EXPECT_NE(history.revision(), before);
  const guint64 then = history.revision();
  history.advance(second);
  EXPECT_NE(history.revision(), then);
}

}  // namespace
}  // namespace aesthetic::test
