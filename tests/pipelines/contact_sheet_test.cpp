// SPDX-License-Identifier: MIT
#include "best/contact_sheet.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "best/canvas.hpp"
#include "best/sheet_colors.hpp"
#include "clips.hpp"

namespace aesthetic {
namespace {

std::vector<ScoredFrame> frames_of(std::size_t count, const Scores::Names& tasks) {
  const auto names = std::make_shared<const Scores::Names>(tasks);
  std::vector<ScoredFrame> frames;
  for (std::size_t i = 0; i < count; ++i) {
    const double time = static_cast<double>(i) / test::clip_rate;
    std::vector<float> values(tasks.size(), static_cast<float>(0.5 + 0.4 * std::sin(time)));
    frames.push_back({static_cast<std::int64_t>(i), 0, time, Scores(names, values), true, {}, {}, {}, false});
  }
  return frames;
}

Ranking by_overall(const std::vector<ScoredFrame>& frames) {
  Ranking ranking{"overall", false, "overall", {}};
  for (const ScoredFrame& frame : frames) ranking.values.push_back(frame.scores.overall());
  return ranking;
}

cv::Mat sheet_of(std::size_t frame_count, std::size_t chosen_count, cv::Size size,
                 const Scores::Names& tasks) {
  const auto frames = frames_of(frame_count, tasks);
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < chosen_count; ++i) chosen.push_back(i * frame_count / chosen_count);
  const std::vector<cv::Mat> pictures(chosen_count, test::smooth_picture(size));
  return contact_sheet({"clip.mp4", frames, chosen, pictures, "test", by_overall(frames)});
}

long pixels_of(const cv::Mat& sheet, const Color& color) {
  cv::Mat mask;
  cv::inRange(sheet, color, color, mask);
  return cv::countNonZero(mask);
}

class Shapes : public testing::TestWithParam<std::tuple<int, cv::Size>> {};

TEST_P(Shapes, FitsReadably) {
  const auto [count, size] = GetParam();
  const cv::Mat sheet = sheet_of(250, static_cast<std::size_t>(count), size,
                                 {"overall", "quality", "simplicity", "rule_of_thirds"});
  EXPECT_GE(sheet.cols, 900);
  EXPECT_LE(sheet.cols, 1300);
  EXPECT_LE(sheet.rows, 1800);
  // Every chosen frame has a badge in its card and a mark on the curve.
  EXPECT_GT(pixels_of(sheet, sheet_colors::accent), count * 300);
}

INSTANTIATE_TEST_SUITE_P(ContactSheet, Shapes,
                         testing::Combine(testing::Values(1, 2, 3, 5, 6, 9),
                                          testing::Values(cv::Size(640, 272), cv::Size(270, 480),
                                                          cv::Size(3840, 400), cv::Size(20, 400))));

TEST(ContactSheet, ShowsTheFrames) {
  const cv::Mat sheet = sheet_of(100, 1, {640, 360}, {"overall"});
  const cv::Mat picture = test::smooth_picture({640, 360});
  const auto& expected = picture.at<cv::Vec3b>(180, 320);
  const auto& shown = sheet.at<cv::Vec3b>(68 + 220, sheet.cols / 2);
  EXPECT_LE(cv::norm(expected, shown, cv::NORM_INF), 6);
}

TEST(ContactSheet, TakesASingleFrameAndASingleTask) {
  EXPECT_FALSE(sheet_of(1, 1, {64, 48}, {"overall"}).empty());
}

TEST(ContactSheet, TakesMoreFramesThanPixels) {
  const cv::Mat sheet = sheet_of(20000, 3, {64, 48}, {"overall", "red"});
  EXPECT_GT(pixels_of(sheet, sheet_colors::band), 100);
}

TEST(ContactSheet, TakesAnyTitleAndAnyNumberOfTasks) {
  Scores::Names tasks = {"overall"};
  for (int i = 0; i < 11; ++i) tasks.push_back("an_attribute_with_a_long_name_" + std::to_string(i));
  const auto frames = frames_of(10, tasks);
  const std::vector<std::size_t> chosen = {4};
  const std::vector<cv::Mat> pictures = {test::smooth_picture({64, 48})};
  EXPECT_FALSE(contact_sheet({std::string(500, 'x') + "\xc3\xa4.mp4", frames, chosen, pictures, "test",
                              by_overall(frames)})
                   .empty());
}

TEST(Canvas, ShortensTextToTheWidth) {
  EXPECT_EQ(Canvas::shortened("short", 500, 10), "short");
  const std::string part = Canvas::shortened("a text that is much too long for this", 100, 10);
  EXPECT_LE(Canvas::text_width(part, 10), 100);
  EXPECT_EQ(part.substr(part.size() - 3), "...");
}

}  // namespace
}  // namespace aesthetic
