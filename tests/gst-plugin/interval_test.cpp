// SPDX-License-Identifier: MIT
//
// Which frames are scored, and what the others carry.
#include <gtest/gtest.h>

#include "frames.hpp"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

constexpr GstClockTime frame_time = 40 * GST_MSECOND;

class Interval : public testing::Test {
 protected:
  explicit Interval(const Properties& properties = {{"interval", "3"}}) : harness(properties) {
    harness.set_caps(caps_text("RGB", 8, 8));
  }

  static BufferPtr grey(int level) { return solid_frame(video_info("RGB", 8, 8), cv::Scalar::all(level)); }

  static BufferPtr gap(int level) {
    BufferPtr frame = grey(level);
    GST_BUFFER_FLAG_SET(frame.get(), GST_BUFFER_FLAG_GAP);
    return frame;
  }

  std::optional<Score> next(BufferPtr frame) {
    const GstClockTime pts = frame_time * count++;
    return harness.score(std::move(frame), pts);
  }

  bool next_is_fresh() {
    const auto score = next(grey(100));
    return score && score->fresh;
  }

  Harness harness;
  guint64 count = 0;
};

TEST_F(Interval, ScoresEveryNthFrameAndHoldsTheScoreBetween) {
  for (const int scored : {0, 3, 6}) {
    for (int i = 0; i < 3; ++i) {
      const auto score = next(grey(20 * (scored + i)));
      ASSERT_TRUE(score);
      EXPECT_EQ(score->fresh, i == 0);
      EXPECT_NEAR(score->overall, expected_score(20 * scored), yuv_rounding);
      EXPECT_EQ(score->pts, frame_time * static_cast<guint64>(scored));
      EXPECT_EQ(score->age, frame_time * static_cast<guint64>(i));
    }
  }
}

TEST_F(Interval, MayChangeWhileFramesPass) {
  EXPECT_TRUE(next_is_fresh());
  EXPECT_FALSE(next_is_fresh());
  g_object_set(harness.element(), "interval", 1U, nullptr);
  EXPECT_TRUE(next_is_fresh());
  EXPECT_TRUE(next_is_fresh());
}

TEST_F(Interval, AGapIsNotScored) {
  EXPECT_FALSE(next(gap(100)));  // nothing to hold yet
  EXPECT_TRUE(next_is_fresh());
  EXPECT_FALSE(next_is_fresh());
  EXPECT_FALSE(next_is_fresh());
  const auto held = next(gap(250));  // would have been its turn
  ASSERT_TRUE(held);
  EXPECT_FALSE(held->fresh);
  EXPECT_NEAR(held->overall, expected_score(100), yuv_rounding);
  EXPECT_EQ(held->age, 3 * frame_time);
  EXPECT_TRUE(next_is_fresh());
}

TEST_F(Interval, AnEmptyGapPasses) {
  BufferPtr empty(gst_buffer_new());
  GST_BUFFER_FLAG_SET(empty.get(), GST_BUFFER_FLAG_GAP);
  EXPECT_FALSE(next(std::move(empty)));
}

// A source or a decoder may begin before the segment does; sinks drop what lies outside.
TEST_F(Interval, FramesOutsideTheSegmentAreNotScored) {
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  segment.start = frame_time + frame_time / 2;
  segment.stop = 3 * frame_time;
  gst_harness_push_event(harness.get(), gst_event_new_segment(&segment));
  const auto with_duration = [] {
    BufferPtr frame = grey(100);
    GST_BUFFER_DURATION(frame.get()) = frame_time;
    return frame;
  };
  EXPECT_FALSE(next(with_duration()));  // before
  const auto reaches_in = next(with_duration());
  ASSERT_TRUE(reaches_in);
  EXPECT_TRUE(reaches_in->fresh);
  EXPECT_FALSE(next(with_duration())->fresh);
  g_object_set(harness.element(), "interval", 1U, nullptr);
  EXPECT_FALSE(next(with_duration())->fresh);  // after
  EXPECT_EQ(harness.take_messages().size(), 1U);
}

TEST_F(Interval, AFlushForgetsTheHeldScore) {
  EXPECT_TRUE(next_is_fresh());
  EXPECT_FALSE(next_is_fresh());
  gst_harness_push_event(harness.get(), gst_event_new_flush_start());
  gst_harness_push_event(harness.get(), gst_event_new_flush_stop(TRUE));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  gst_harness_push_event(harness.get(), gst_event_new_segment(&segment));
  EXPECT_FALSE(next(gap(100)));
  EXPECT_TRUE(next_is_fresh());
}

TEST_F(Interval, ANewSegmentForgetsTheHeldScore) {
  EXPECT_TRUE(next_is_fresh());
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  segment.start = GST_SECOND;
  gst_harness_push_event(harness.get(), gst_event_new_segment(&segment));
  EXPECT_TRUE(next_is_fresh());
  EXPECT_FALSE(next_is_fresh());
}

TEST_F(Interval, NewCapsForgetTheHeldScore) {
  EXPECT_TRUE(next_is_fresh());
  harness.set_caps(caps_text("RGB", 9, 9));
  const auto score = next(solid_frame(video_info("RGB", 9, 9), cv::Scalar::all(200)));
  ASSERT_TRUE(score);
  EXPECT_TRUE(score->fresh);
}

TEST_F(Interval, ANewStreamForgetsTheHeldScore) {
  EXPECT_TRUE(next_is_fresh());
  gst_harness_push_event(harness.get(), gst_event_new_stream_start("another"));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  gst_harness_push_event(harness.get(), gst_event_new_segment(&segment));
  EXPECT_TRUE(next_is_fresh());
}

TEST_F(Interval, WorksWithoutTimestamps) {
  const auto scored = harness.score(grey(100), GST_CLOCK_TIME_NONE);
  ASSERT_TRUE(scored);
  EXPECT_TRUE(scored->fresh);
  EXPECT_EQ(scored->pts, GST_CLOCK_TIME_NONE);
  const auto held = harness.score(grey(200), GST_CLOCK_TIME_NONE);
  ASSERT_TRUE(held);
  EXPECT_FALSE(held->fresh);
  EXPECT_EQ(held->pts, GST_CLOCK_TIME_NONE);
  EXPECT_EQ(held->age, 0);
  EXPECT_NEAR(held->overall, expected_score(100), yuv_rounding);
}

class EveryFrame : public Interval {
 protected:
  EveryFrame() : Interval(Properties{}) {}
};

TEST_F(EveryFrame, IsTheDefault) {
  for (int level = 0; level < 250; level += 50) {
    const auto score = next(grey(level));
    ASSERT_TRUE(score);
    EXPECT_TRUE(score->fresh);
    EXPECT_NEAR(score->overall, expected_score(level), yuv_rounding);
  }
}

}  // namespace
}  // namespace aesthetic::test
