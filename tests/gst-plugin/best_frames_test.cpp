// SPDX-License-Identifier: MIT
#include "best_frames.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace aesthetic::test {
namespace {

using testing::ElementsAre;

using Series = std::vector<double>;  // a score for each second
using Times = std::vector<guint64>;  // seconds

// Never holds more than `limits.top` frames on the way.
Times choose(const Series& scores, const BestFramesLimits& limits) {
  BestFrames best;
  best.set_limits(limits);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const GstClockTime time = i * GST_SECOND;
    const bool wanted = best.wants(scores[i], time);
    BufferPtr frame(gst_buffer_new());
    GstBuffer* const same = frame.get();
    gst_buffer_ref(same);
    best.add(std::move(frame), scores[i], time);
    EXPECT_EQ(GST_MINI_OBJECT_REFCOUNT_VALUE(same) > 1, wanted) << "frame " << i;
    gst_buffer_unref(same);
    EXPECT_LE(best.size(), limits.top);
  }
  Times times;
  for (const auto& entry : best.take()) times.push_back(entry.time / GST_SECOND);
  EXPECT_EQ(best.size(), 0U);
  return times;
}

// With all frames at hand.
Times choose_exactly(const Series& scores, const BestFramesLimits& limits) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
  Times times;
  for (const std::size_t position : order) {
    if (times.size() == limits.top) break;
    if (std::all_of(times.begin(), times.end(), [&](guint64 time) {
          return (std::max<guint64>(time, position) - std::min<guint64>(time, position)) * GST_SECOND >=
                 limits.min_gap;
        }))
      times.push_back(position);
  }
  std::sort(times.begin(), times.end());
  return times;
}

double total(const Series& scores, const Times& times) {
  return std::accumulate(times.begin(), times.end(), 0.0,
                         [&](double sum, guint64 time) { return sum + scores[time]; });
}

TEST(BestFrames, TheHighestScoresInTheOrderTheyCame) {
  EXPECT_THAT(choose({0.1, 0.9, 0.3, 0.8, 0.2}, {1, 0}), ElementsAre(1));
  EXPECT_THAT(choose({0.1, 0.8, 0.3, 0.9, 0.2}, {3, 0}), ElementsAre(1, 2, 3));
  EXPECT_THAT(choose({0.1, 0.8}, {3, 0}), ElementsAre(0, 1));
  EXPECT_THAT(choose({}, {3, 0}), ElementsAre());
}

TEST(BestFrames, OfEqualsTheEarlierIsChosen) {
  EXPECT_THAT(choose({0.5, 0.5, 0.5}, {1, 0}), ElementsAre(0));
  EXPECT_THAT(choose({0.2, 0.5, 0.5, 0.5}, {2, 0}), ElementsAre(1, 2));
  EXPECT_THAT(choose({0.5, 0.5, 0.5, 0.5}, {2, 2 * GST_SECOND}), ElementsAre(0, 2));
}

TEST(BestFrames, WithoutAGapTheChoiceIsExact) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Series scores(30);
    for (double& score : scores) score = static_cast<double>(random() % 10) / 10;  // with equals
    for (const std::size_t top : {1U, 2U, 5U, 29U, 30U, 40U})
      EXPECT_EQ(choose(scores, {top, 0}), choose_exactly(scores, {top, 0}));
  }
}

// Nothing that could still be chosen is let go while there is room.
TEST(BestFrames, WithAGapAndRoomTheChoiceIsExact) {
  std::mt19937 random(13);
  for (int round = 0; round < 2000; ++round) {
    Series scores(14);
    for (double& score : scores) score = static_cast<double>(random() % 20) / 20;
    const BestFramesLimits limits = {14, (1 + random() % 5) * GST_SECOND};
    EXPECT_EQ(choose(scores, limits), choose_exactly(scores, limits)) << round;
  }
}

TEST(BestFrames, TheBestComesFirstAndOthersKeepTheGap) {
  EXPECT_THAT(choose({0.5, 0.9, 0.8, 0.1}, {2, 2 * GST_SECOND}), ElementsAre(1, 3));
  // The second beats the first, the third the second: the first is free again.
  EXPECT_THAT(choose({0.5, 0.6, 0.7}, {2, 2 * GST_SECOND}), ElementsAre(0, 2));
  EXPECT_THAT(choose({0.7, 0.6, 0.5}, {2, 2 * GST_SECOND}), ElementsAre(0, 2));
  EXPECT_THAT(choose({0.5, 0.6}, {2, 2 * GST_SECOND}), ElementsAre(1));
}

// A rise that lasts is the worst case: to be exact, all of it would have to be held.
TEST(BestFrames, ARiseGivesAsManyFramesAsAreWanted) {
  Series scores(100);
  std::iota(scores.begin(), scores.end(), 0.0);
  const Times times = choose(scores, {3, 10 * GST_SECOND});
  ASSERT_EQ(times.size(), 3U);
  EXPECT_EQ(times.back(), 99U);
}

TEST(BestFrames, WithAGapTheChoiceIsNearlyTheExactOne) {
  std::mt19937 random(11);
  std::normal_distribution<double> step;
  constexpr int rounds = 200;
  double share = 0;
  for (int round = 0; round < rounds; ++round) {
    Series scores(125);  // five seconds at 25 frames a second, as scores of a video go: a bounded walk
    double walk = 0;
    for (double& score : scores) {
      walk = 0.97 * walk + step(random);
      score = 1 / (1 + std::exp(-walk / 4));
    }
    const BestFramesLimits limits = {3, 25 * GST_SECOND};
    const Times times = choose(scores, limits);
    const Times exact = choose_exactly(scores, limits);
    for (std::size_t i = 1; i < times.size(); ++i) EXPECT_GE(times[i] - times[i - 1], 25U);
    const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
    EXPECT_THAT(times, testing::Contains(static_cast<guint64>(best)));
    share += total(scores, times) / total(scores, exact) / rounds;
  }
  RecordProperty("share", std::to_string(share));
  EXPECT_GT(share, 0.95);
  EXPECT_LT(share, 1) << "then the header is too modest";
}

TEST(BestFrames, FramesWithoutATimeAreNeverTooNear) {
  BestFrames best;
  best.set_limits({2, GST_SECOND});
  for (int i = 0; i < 3; ++i) best.add(BufferPtr(gst_buffer_new()), 0.5 + i, GST_CLOCK_TIME_NONE);
  const auto chosen = best.take();
  ASSERT_EQ(chosen.size(), 2U);
  EXPECT_EQ(chosen[0].score, 1.5);
  EXPECT_EQ(chosen[1].score, 2.5);
}

TEST(BestFrames, StricterLimitsLetFramesGoAtOnce) {
  BestFrames best;
  best.set_limits({3, 0});
  for (guint64 i = 0; i < 3; ++i)
    best.add(BufferPtr(gst_buffer_new()), 1.0 - 0.1 * static_cast<double>(i), i);
  best.set_limits({1, 0});
  EXPECT_EQ(best.size(), 1U);
  EXPECT_EQ(best.take().front().time, 0U);
}

}  // namespace
}  // namespace aesthetic::test
