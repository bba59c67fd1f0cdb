// SPDX-License-Identifier: MIT
#include "best/selection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A picture of one lightness, 0..255.
Look look_like(int level) {
  return look_of(cv::Mat(16, 16, CV_8UC3, cv::Scalar::all(level)));
}

// One frame a second, each of another look.
std::vector<ScoredFrame> frames_of(const std::vector<float>& scores) {
  const auto names = std::make_shared<const Scores::Names>(Scores::Names{"overall"});
  std::vector<ScoredFrame> frames;
  for (const float score : scores) {
    const auto index = static_cast<std::int64_t>(frames.size());
    const Look look = look_like(static_cast<int>(index * 37 % 240));
    frames.push_back({index, static_cast<std::uint64_t>(index) * 1'000'000'000, static_cast<double>(index),
                      Scores(names, {score}), true, Verdict::good, look, Pass::exact, false});
  }
  return frames;
}

std::vector<std::size_t> choose(const std::vector<ScoredFrame>& frames, std::size_t count, double min_gap) {
  ChoiceRules rules;
  rules.count = count;
  rules.min_gap = min_gap;
  return choose_frames(frames, rules);
}

TEST(ChooseFrames, TakesTheHighestFirst) {
  EXPECT_THAT(choose(frames_of({0.1F, 0.9F, 0.5F, 0.7F}), 3, 0), ElementsAre(1, 3, 2));
}

TEST(ChooseFrames, TakesTheEarlierOfEquals) {
  EXPECT_THAT(choose(frames_of({0.5F, 0.9F, 0.9F, 0.5F}), 4, 0), ElementsAre(1, 2, 0, 3));
}

TEST(ChooseFrames, KeepsTheGap) {
  EXPECT_THAT(choose(frames_of({0.7F, 0.8F, 0.9F, 0.85F, 0.6F}), 3, 2), ElementsAre(2, 0, 4));
}

TEST(ChooseFrames, GapCountsExactTimes) {
  auto frames = frames_of({0.9F, 0.8F, 0.7F});
  for (auto& frame : frames) *frame.time *= 0.1;
  EXPECT_THAT(choose(frames, 3, 0.1), ElementsAre(0, 1, 2));
}

TEST(ChooseFrames, GivesFewerWhereNoMoreFit) {
  EXPECT_THAT(choose(frames_of({0.7F, 0.8F, 0.9F}), 5, 60), ElementsAre(2));
  EXPECT_THAT(choose({}, 3, 0), IsEmpty());
}

TEST(ChooseFrames, LeavesBlankFramesOut) {
  auto frames = frames_of({0.9F, 0.2F, 0.8F});
  frames[0].verdict = Verdict::blank;
  frames[2].verdict = Verdict::black;
  EXPECT_THAT(choose(frames, 3, 0), ElementsAre(1));
}

TEST(ChooseFrames, TakesBlankFramesWhereThereIsNothingElse) {
  auto frames = frames_of({0.2F, 0.9F});
  frames[0].verdict = frames[1].verdict = Verdict::blank;
  EXPECT_THAT(choose(frames, 1, 0), ElementsAre(1));
}

TEST(ChooseFrames, TakesBlurredFramesOnlyWhereNothingIsSharp) {
  auto frames = frames_of({0.5F, 0.2F, 0.9F});
  frames[0].verdict = Verdict::blurred;
  frames[2].verdict = Verdict::black;
  EXPECT_THAT(choose(frames, 3, 0), ElementsAre(1));
  frames[1].verdict = Verdict::blank;
  EXPECT_THAT(choose(frames, 3, 0), ElementsAre(0));
}

TEST(ChooseFrames, TakesDamagedFramesOnlyWhereNothingElseIsLeft) {
  auto frames = frames_of({0.9F, 0.2F, 0.8F});
  frames[0].damaged = true;
  frames[1].verdict = Verdict::black;
  frames[2].verdict = Verdict::blurred;
  EXPECT_THAT(choose(frames, 3, 0), ElementsAre(2));
  frames[2].damaged = true;
  EXPECT_THAT(choose(frames, 3, 0), ElementsAre(1));
  frames[1].damaged = true;
  EXPECT_THAT(choose(frames, 3, 0), ElementsAre(0));
}

TEST(ChooseFrames, TakesNoTwoThatLookAlikeWhileThereAreOthers) {
  auto frames = frames_of({0.9F, 0.3F, 0.8F, 0.7F});
  frames[2].look = frames[0].look;
  EXPECT_THAT(choose(frames, 3, 0), ElementsAre(0, 3, 1));
  EXPECT_THAT(choose(frames, 4, 0), ElementsAre(0, 2, 3, 1));
}

TEST(ChooseFrames, TakesTheBestOfEveryShot) {
  auto frames = frames_of({0.1F, 0.9F, 0.8F, 0.3F, 0.2F});
  frames[1].look = frames[0].look;
  frames[3].look = frames[4].look = frames[2].look;
  EXPECT_THAT(shots_of(frames), ElementsAre(0, 0, 1, 1, 1));
  ChoiceRules rules;
  rules.count = 10;
  rules.per_scene = true;
  EXPECT_THAT(choose_frames(frames, rules), ElementsAre(1, 2));
}

// Ten frames a second: no two neighbours differ much.
TEST(Shots, ADissolveEndsOne) {
  auto frames = frames_of(std::vector<float>(60, 0.5F));
  for (std::size_t i = 0; i < frames.size(); ++i) {
    frames[i].time = 0.1 * static_cast<double>(i);
    const int part = std::clamp(static_cast<int>(i) - 25, 0, 10);
    cv::Mat picture(16, 16, CV_8UC3, cv::Scalar::all(40));
    picture.rowRange(0, 16 * part / 10).setTo(cv::Scalar::all(200));
    frames[i].look = look_of(picture);
  }
  const auto shots = shots_of(frames);
  EXPECT_EQ(shots[25], 0U);
  EXPECT_GE(shots[40], 1U);
  EXPECT_EQ(shots[40], shots.back());
}

TEST(ChooseFrames, ComparesByWeights) {
  const auto names = std::make_shared<const Scores::Names>(Scores::Names{"overall", "red"});
  auto frames = frames_of({0, 0});
  frames[0].scores = Scores(names, {0.9F, 0.1F});
  frames[1].scores = Scores(names, {0.5F, 0.7F});
  ChoiceRules rules;
  rules.by = ScoreWeights("red");
  EXPECT_THAT(choose_frames(frames, rules), ElementsAre(1));
  rules.by = ScoreWeights("overall=0.9,red=0.1");
  EXPECT_THAT(choose_frames(frames, rules), ElementsAre(0));
  rules.by = ScoreWeights("green");
  EXPECT_THROW(choose_frames(frames, rules), Error);
}

TEST(ChooseFrames, LeavesHeldScoresOut) {
  auto frames = frames_of({0.2F, 0.9F, 0.3F});
  frames[1].fresh = false;
  EXPECT_THAT(choose(frames, 2, 0), ElementsAre(2, 0));
}

TEST(ChooseFrames, FramesWithoutTimeAreNeverTooNear) {
  auto frames = frames_of({0.2F, 0.9F, 0.3F});
  for (auto& frame : frames) frame.time.reset();
  EXPECT_THAT(choose(frames, 3, 100), ElementsAre(1, 2, 0));
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
    EXPECT_EQ(choose(frames, count, default_gap(frames, count)).size(), count);
}

}  // namespace
}  // namespace aesthetic
