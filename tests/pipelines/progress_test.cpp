// SPDX-License-Identifier: MIT
#include "aesthetic/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace aesthetic {
namespace {

using std::chrono::milliseconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class ProgressTest : public testing::Test {
 protected:
  Progress progress(std::int64_t total, Progress::Style style) {
    return {out_, "scoring", total, style, [this] { return now_; }};
  }
  void pass(int time) { now_ += milliseconds(time); }

  // What the last redrawing shows.
  std::string shown() const {
    const std::string text = out_.str();
    return text.substr(text.rfind('\r') + 1);
  }

  std::ostringstream out_;
  Progress::Clock::time_point now_{};
};

TEST_F(ProgressTest, SilentPrintsNothing) {
  auto bar = progress(10, Progress::Style::silent);
  bar.update(5, "note");
  bar.finish();
  EXPECT_EQ(out_.str(), "");
}

TEST_F(ProgressTest, BarShowsPartCountRateTimeLeftAndNote) {
  auto bar = progress(400, Progress::Style::bar);
  pass(2000);
  bar.update(100, "best 0.7");
  EXPECT_EQ(shown(), "scoring [#####...............]  25%  100/400  50.0/s  0:06 left  best 0.7");
}

TEST_F(ProgressTest, UnitStandsWithCountAndRate) {
  Progress bar(
      out_, "scoring", 400, Progress::Style::bar, [this] { return now_; }, " s");
  pass(2000);
  bar.update(100);
  EXPECT_EQ(shown(), "scoring [#####...............]  25%  100/400 s  50.0 s/s  0:06 left");
}

TEST_F(ProgressTest, BarIsDrawnAtMostTenTimesASecond) {
  auto bar = progress(1000, Progress::Style::bar);
  for (int i = 0; i < 1000; ++i) {
    bar.update(i);
    pass(1);
  }
  const std::string text = out_.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\r'), 10);
}

TEST_F(ProgressTest, ShorterLineCoversTheLongerOne) {
  auto bar = progress(10, Progress::Style::bar);
  bar.update(1, "a long note");
  const std::size_t width = shown().size();
  pass(200);
  bar.update(1, "");
  EXPECT_EQ(shown().size(), width);
}

TEST_F(ProgressTest, LineFitsTheNarrowestTerminal) {
  auto bar = progress(10, Progress::Style::bar);
  bar.update(1, std::string(300, 'x'));
  EXPECT_LT(shown().size(), 80U);
}

TEST_F(ProgressTest, FinishShowsTheEndAndTheTimeTaken) {
  auto bar = progress(50, Progress::Style::bar);
  pass(5000);
  bar.update(50);
  bar.finish();
  bar.finish();
  EXPECT_THAT(shown(), MatchesRegex("scoring \\[#{20}\\] 100%  50/50  10.0/s  0:05 *\n"));
}

TEST_F(ProgressTest, UnknownTotalHasNoBar) {
  auto bar = progress(0, Progress::Style::bar);
  pass(4000);
  bar.update(200);
  EXPECT_EQ(shown(), "scoring: 200  50.0/s  0:04");
}

TEST_F(ProgressTest, TotalThatWasTooSmallIsUnknown) {
  auto bar = progress(10, Progress::Style::bar);
  pass(1000);
  bar.update(11);
  EXPECT_EQ(shown(), "scoring: 11  11.0/s  0:01");
}

TEST_F(ProgressTest, FirstMomentTellsNoRate) {
  auto bar = progress(10, Progress::Style::bar);
  pass(1);
  bar.update(1);
  EXPECT_THAT(shown(), Not(HasSubstr("/s")));
}

TEST_F(ProgressTest, LinesComeEveryTenSeconds) {
  auto lines = progress(1000, Progress::Style::lines);
  for (int i = 1; i <= 250; ++i) {
    pass(100);
    lines.update(i);
  }
  EXPECT_EQ(out_.str(),
            "scoring:  10%  100/1000  10.0/s  1:30 left\n"
            "scoring:  20%  200/1000  10.0/s  1:20 left\n");
  lines.finish();
  EXPECT_THAT(out_.str(), EndsWith("scoring:  25%  250/1000  10.0/s  0:25\n"));
}

TEST_F(ProgressTest, QuickWorkPrintsNoLines) {
  auto lines = progress(10, Progress::Style::lines);
  pass(3000);
  lines.update(10);
  lines.finish();
  EXPECT_EQ(out_.str(), "");
}

TEST_F(ProgressTest, OpenLineIsEndedOnTheWayOut) {
  {
    auto bar = progress(10, Progress::Style::bar);
    bar.update(1);
    bar.end_line();
    bar.end_line();
    pass(1000);
    bar.update(2);
  }
  const std::string text = out_.str();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_THAT(text, EndsWith("\n"));
}

}  // namespace
}  // namespace aesthetic
