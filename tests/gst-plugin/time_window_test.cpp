// SPDX-License-Identifier: MIT
#include "time_window.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace aesthetic::test {
namespace {

using testing::Each;
using testing::ElementsAre;

// How many frames each window has, frames of one duration at such times.
std::vector<int> frames_per_window(GstClockTime length, GstClockTime duration,
                                   const std::vector<GstClockTime>& times) {
  TimeWindow window;
  window.set_length(length);
  std::vector<int> counts;
  int count = 0;
  const auto end = [&] {
    if (count > 0) counts.push_back(count);
    count = 0;
  };
  for (const GstClockTime time : times) {
    if (window.is_over(time)) end();
    window.move_to(time);
    ++count;
    if (!window.is_last({time, duration > 0 ? time + duration : GST_CLOCK_TIME_NONE})) continue;
    end();
    window.advance();
  }
  end();
  return counts;
}

std::vector<GstClockTime> steady(guint64 rate_numerator, guint64 rate_denominator, guint64 count,
                                 GstClockTime unit) {
  std::vector<GstClockTime> times;
  for (guint64 i = 0; i < count; ++i) {
    const GstClockTime time = gst_util_uint64_scale(i, GST_SECOND * rate_denominator, rate_numerator);
    times.push_back((time + unit / 2) / unit * unit);
  }
  return times;
}

TEST(TimeWindow, HoldsTheFramesOfItsLength) {
  EXPECT_THAT(frames_per_window(GST_SECOND, 40 * GST_MSECOND, steady(25, 1, 75, 1)), ElementsAre(25, 25, 25));
  EXPECT_THAT(frames_per_window(GST_SECOND, 0, steady(25, 1, 75, 1)), ElementsAre(25, 25, 25));
}

TEST(TimeWindow, RoundedTimeStampsMoveNoFrame) {
  const GstClockTime duration = GST_SECOND / 30;
  EXPECT_THAT(frames_per_window(GST_SECOND, duration, steady(30, 1, 300, 1)), Each(30));
  EXPECT_THAT(frames_per_window(GST_SECOND, duration, steady(30, 1, 300, GST_MSECOND)), Each(30));
  EXPECT_THAT(frames_per_window(5 * GST_SECOND, 33 * GST_MSECOND, steady(30, 1, 300, GST_MSECOND)),
              Each(150));
}

TEST(TimeWindow, SilenceSkipsWindows) {
  EXPECT_THAT(frames_per_window(GST_SECOND, 0, {0, GST_SECOND / 2, 7 * GST_SECOND, 7 * GST_SECOND + 1}),
              ElementsAre(2, 2));
  // Windows stay where they were: the third frame is in the one from 7 to 8 seconds.
  EXPECT_THAT(frames_per_window(GST_SECOND, 0, {0, 7 * GST_SECOND + GST_SECOND / 2, 8 * GST_SECOND}),
              ElementsAre(1, 1, 1));
}

TEST(TimeWindow, AFrameLongerThanTheWindowHasItsOwn) {
  EXPECT_THAT(frames_per_window(GST_MSECOND, 40 * GST_MSECOND, steady(25, 1, 3, 1)), ElementsAre(1, 1, 1));
  EXPECT_THAT(frames_per_window(5 * GST_SECOND, 2 * GST_SECOND, steady(1, 2, 6, 1)), ElementsAre(3, 2, 1));
}

TEST(TimeWindow, FramesWithoutATimeNeverEndIt) {
  EXPECT_THAT(frames_per_window(GST_SECOND, 0, {GST_CLOCK_TIME_NONE, GST_CLOCK_TIME_NONE}), ElementsAre(2));
  EXPECT_THAT(frames_per_window(GST_SECOND, 0, {0, GST_CLOCK_TIME_NONE, GST_SECOND}), ElementsAre(2, 1));
}

TEST(TimeWindow, BeginsAnewAfterARestart) {
  TimeWindow window;
  window.set_length(GST_SECOND);
  window.move_to(0);
  window.restart();
  EXPECT_FALSE(window.is_over(5 * GST_SECOND));
  window.move_to(5 * GST_SECOND + 7);
  EXPECT_FALSE(window.is_over(6 * GST_SECOND));
  EXPECT_TRUE(window.is_over(6 * GST_SECOND + 7));
}

}  // namespace
}  // namespace aesthetic::test
