// SPDX-License-Identifier: MIT
//
// The panel's layout and its picture.
#include "score_panel.hpp"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "panel_curve.hpp"

namespace aesthetic::test {
namespace {

std::vector<std::string> names(std::size_t count) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back("attribute number " + std::to_string(i));
  return all;
}

PanelLayout layout(Extent frame, std::size_t attributes, double size = 0.45) {
  PanelText text;
  return lay_out(frame, size, {names(attributes), true, true}, text);
}

TEST(PanelLayout, GrowsWithTheFrame) {
  const PanelLayout small = layout({1280, 720}, 3);
  const PanelLayout large = layout({3840, 2160}, 3);
  EXPECT_NEAR(large.size.width, 3 * small.size.width, 3);
  EXPECT_NEAR(large.size.height, 3 * small.size.height, 3);
  EXPECT_EQ(small.rows.size(), 3U);
  EXPECT_TRUE(small.curve && small.captions);
}

TEST(PanelLayout, StaysLegibleInASmallFrame) {
  const PanelLayout small = layout({320, 240}, 3);
  EXPECT_EQ(small.em, least_em);
  EXPECT_TRUE(small.curve);
  EXPECT_FALSE(small.captions);
}

TEST(PanelLayout, FitsIntoEveryFrameOrIsNotThere) {
  PanelText text;
  const PanelParts parts = {names(12), true, true};
  int panels = 0;
  for (int width = 1; width < 500; width += 19) {
    for (int height = 1; height < 500; height += 13) {
      const PanelLayout fitted = lay_out({double(width), double(height)}, 0.45, parts, text);
      if (fitted.size.width <= 0) continue;
      ++panels;
      ASSERT_LE(fitted.size.width, width - 2 * margin_em * fitted.em);
      ASSERT_LE(fitted.size.height, height - 2 * margin_em * fitted.em);
      for (const auto& row : fitted.rows) {
        ASSERT_GT(row.bar.width, 0);
        ASSERT_LE(row.bar.bottom(), fitted.size.height);
      }
      ASSERT_LE(fitted.plot.bottom(), fitted.size.height);
    }
  }
  EXPECT_GT(panels, 100);
}

TEST(PanelLayout, LeavesOutTheCurveFirstAndCountsWhatElseIsLeftOut) {
  const PanelLayout much = layout({320, 240}, 14);
  EXPECT_FALSE(much.curve);
  EXPECT_GT(much.rows.size(), 5U);
  EXPECT_EQ(much.rows.size() + much.left_out, 14U);
  EXPECT_GT(much.left_out, 0U);
  EXPECT_TRUE(layout({1280, 720}, 14).curve);
  EXPECT_EQ(layout({1280, 720}, 14).left_out, 0U);
}

TEST(PanelLayout, RowsDoNotOverlap) {
  const PanelLayout rows = layout({1280, 720}, 12);
  for (std::size_t i = 1; i < rows.rows.size(); ++i)
    EXPECT_GE(rows.rows[i].baseline - rows.rows[i - 1].baseline, rows.em);
  EXPECT_GT(rows.rows.front().bar.y, rows.overall_bar.bottom());
  EXPECT_GT(rows.plot.y, rows.rows.back().baseline);
}

ScoreHistory history_of(const std::vector<double>& values) {
  ScoreHistory history;
  history.restart(10 * GST_SECOND);
  GstClockTimeDiff time = 0;
  for (const double value : values) {
    time += GST_SECOND;
    history.advance(time);
    history.add(time, value);
  }
  return history;
}

struct Drawn {
  explicit Drawn(ScorePanel& panel, const ScoreHistory& history)
      : pixels(panel.height(), panel.width(), CV_8UC4, cv::Scalar::all(77)) {
    panel.draw(pixels.data, static_cast<int>(pixels.step), history);
  }
  cv::Mat pixels;
};

TEST(ScorePanel, TellsWhatPeopleCouldNotSee) {
  PanelText text;
  ScorePanel panel(text, {640, 480, 1}, 0.45, {names(2), true, true});
  const ScoreHistory history = history_of({0.5});
  EXPECT_TRUE(panel.update({0.5, {0.2, 0.4}, 0}, history));
  Drawn(panel, history);
  EXPECT_FALSE(panel.update({0.5, {0.2, 0.4}, 0}, history));
  EXPECT_FALSE(panel.update({0.50001, {0.2, 0.39999}, 0}, history));
  EXPECT_TRUE(panel.update({0.51, {0.2, 0.4}, 0}, history));
  EXPECT_TRUE(panel.update({0.5, {0.2, 0.45}, 0}, history));
  EXPECT_TRUE(panel.update({0.5, {0.2, 0.4}, 1}, history));
  EXPECT_TRUE(panel.update({0.5, {0.2, 0.4}, 0}, history_of({0.5, 0.6})));
}

TEST(ScorePanel, IsPremultipliedAndCoversAllOfItsPixels) {
  PanelText text;
  ScorePanel panel(text, {640, 480, 1}, 0.45, {names(2), true, true});
  const ScoreHistory history = history_of({0.5, 0.1, 0.9});
  panel.update({0.5, {1.0, 0.0}, 3}, history);
  const cv::Mat pixels = Drawn(panel, history).pixels;
  const int alpha = G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0;
  for (int y = 0; y < pixels.rows; ++y)
    for (int x = 0; x < pixels.cols; ++x)
      for (int channel = 0; channel < 4; ++channel)
        ASSERT_LE(pixels.at<cv::Vec4b>(y, x)[channel], pixels.at<cv::Vec4b>(y, x)[alpha]);
  EXPECT_EQ(pixels.at<cv::Vec4b>(0, 0)[alpha], 0);  // outside of the round corner
}

TEST(ScorePanel, ScoresOutsideOfTheirRangeStayInside) {
  PanelText text;
  ScorePanel panel(text, {640, 480, 1}, 0.45, {names(1), true, true});
  const ScoreHistory history = history_of({-3, 7});
  panel.update({7, {-3}, 0}, history);
  Drawn(panel, history);
  EXPECT_TRUE(panel.update({0.5, {0}, 0}, history));
  EXPECT_FALSE(panel.update({1, {0}, 0}, history));
}

TEST(ScorePanel, HasEvenSizes) {
  PanelText text;
  for (const int width : {300, 301, 303, 641}) {
    const ScorePanel panel(text, {width, 333, 1}, 0.51, {names(1), true, true});
    EXPECT_EQ(panel.width() % 2, 0);
    EXPECT_EQ(panel.height() % 2, 0);
    EXPECT_EQ(panel.margin_x() % 2, 0);
  }
}

TEST(CurveRange, IsTheTenthsAroundTheScores) {
  const auto range = [](const std::vector<double>& values) {
    const CurveRange found = curve_range(history_of(values));
    return std::pair(found.low, found.high);
  };
  EXPECT_EQ(range({0.34, 0.58}), std::pair(3, 6));
  EXPECT_EQ(range({0.45}), std::pair(3, 5));
  EXPECT_EQ(range({0.0}), std::pair(0, 2));
  EXPECT_EQ(range({1.0}), std::pair(8, 10));
  EXPECT_EQ(range({0.0, 1.0}), std::pair(0, 10));
}

}  // namespace
}  // namespace aesthetic::test
