// SPDX-License-Identifier: MIT
#include "best/selection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aesthetic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// One frame a second.
std::vector<ScoredFrame> frames_of(const std::vector<float>& scores) {
  const auto names = std::make_shared<const Scores::Names>(Scores::Names{"overall"});
  std::vector<ScoredFrame> frames;
  for (const float score : scores) {
    const auto index = static_cast<std::int64_t>(frames.size());
    frames.push_back({index, static_cast<std::uint64_t>(index) * 1'000'000'000, static_cast<double>(index),
                      Scores(names, {score}), true, false});
  }
  return frames;
}

TEST(ChooseFrames, TakesTheHighestFirst) {
  EXPECT_THAT(choose_frames(frames_of({0.1F, 0.9F, 0.5F, 0.7F}), 3, 0), ElementsAre(1, 3, 2));
}

TEST(ChooseFrames, TakesTheEarlierOfEquals) {
  EXPECT_THAT(choose_frames(frames_of({0.5F, 0.9F, 0.9F, 0.5F}), 4, 0), ElementsAre(1, 2, 0, 3));
}

TEST(ChooseFrames, KeepsTheGap) {
  EXPECT_THAT(choose_frames(frames_of({0.7F, 0.8F, 0.9F, 0.85F, 0.6F}), 3, 2), ElementsAre(2, 0, 4));
}

TEST(ChooseFrames, GapCountsExactTimes) {
  auto frames = frames_of({0.9F, 0.8F, 0.7F});
  for (auto& frame : frames) *frame.time *= 0.1;
  EXPECT_THAT(choose_frames(frames, 3, 0.1), ElementsAre(0, 1, 2));
}

TEST(ChooseFrames, GivesFewerWhereNoMoreFit) {
  EXPECT_THAT(choose_frames(frames_of({0.7F, 0.8F, 0.9F}), 5, 60), ElementsAre(2));
  EXPECT_THAT(choose_frames({}, 3, 0), IsEmpty());
}

TEST(ChooseFrames, LeavesBlankFramesOut) {
  auto frames = frames_of({0.9F, 0.2F, 0.8F});
  frames[0].blank = frames[2].blank = true;
  EXPECT_THAT(choose_frames(frames, 3, 0), ElementsAre(1));
}

TEST(ChooseFrames, TakesBlankFramesWhereThereIsNothingElse) {
  auto frames = frames_of({0.2F, 0.9F});
  frames[0].blank = frames[1].blank = true;
  EXPECT_THAT(choose_frames(frames, 1, 0), ElementsAre(1));
}

TEST(ChooseFrames, LeavesHeldScoresOut) {
  auto frames = frames_of({0.2F, 0.9F, 0.3F});
  frames[1].fresh = false;
  EXPECT_THAT(choose_frames(frames, 2, 0), ElementsAre(2, 0));
}

TEST(ChooseFrames, FramesWithoutTimeAreNeverTooNear) {
  auto frames = frames_of({0.2F, 0.9F, 0.3F});
  for (auto& frame : frames) frame.time.reset();
  EXPECT_THAT(choose_frames(frames, 3, 100), ElementsAre(1, 2, 0));
}

TEST(DefaultGap, IsTheLengthOverTwiceTheCount) {
  EXPECT_DOUBLE_EQ(default_gap(frames_of(std::vector<float>(13, 0.5F)), 3), 2);
}

TEST(DefaultGap, IsAtMostHalfAMinute) {
  EXPECT_DOUBLE_EQ(default_gap(frames_of(std::vector<float>(4000, 0.5F)), 3), 30);
}

TEST(DefaultGap, IsZeroWhereNoLengthIsKnown) {
  auto frames = frames_of({0.1F, 0.2F});
  frames.back().time.reset();
  EXPECT_EQ(default_gap(frames, 3), 0);
  EXPECT_EQ(default_gap({}, 3), 0);
}

// However the scores lie, the default gap leaves room for as many frames as were asked for.
TEST(DefaultGap, LeavesRoomForAll) {
  std::vector<float> scores(100);
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = static_cast<float>(i * 37 % 100) / 100;
  const auto frames = frames_of(scores);
  for (std::size_t count = 1; count <= 9; ++count)
    EXPECT_EQ(choose_frames(frames, count, default_gap(frames, count)).size(), count);
}

}  // namespace
}  // namespace aesthetic
