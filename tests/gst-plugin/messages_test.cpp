// SPDX-License-Identifier: MIT
//
// What the application hears: bus messages and the property last-score.
#include <gtest/gtest.h>

#include "aesthetic/score_meta.h"
#include "frames.hpp"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

BufferPtr grey(int level) {
  return solid_frame(video_info("RGB", 8, 8), cv::Scalar::all(level));
}

guint64 time_field(const StructurePtr& structure, const char* name) {
  guint64 value = 1;
  EXPECT_TRUE(gst_structure_get_uint64(structure.get(), name, &value)) << name;
  return value;
}

TEST(Messages, HaveTheScoreAndTheTimes) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  segment.start = 10 * GST_SECOND;
  segment.time = 3 * GST_SECOND;
  segment.base = 7 * GST_SECOND;
  gst_harness_push_event(harness.get(), gst_event_new_segment(&segment));
  BufferPtr frame = grey(90);
  GST_BUFFER_DURATION(frame.get()) = 40 * GST_MSECOND;
  const auto score = harness.score(std::move(frame), 11 * GST_SECOND);
  ASSERT_TRUE(score);

  const auto messages = harness.take_messages();
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_STREQ(gst_structure_get_name(messages[0].get()), "aesthetic-score");
  const Score said = read_score(messages[0].get());
  EXPECT_EQ(said.overall, score->overall);
  EXPECT_EQ(said.attributes, score->attributes);
  EXPECT_EQ(said.model, score->model);
  EXPECT_TRUE(said.fresh);
  EXPECT_EQ(said.pts, 11 * GST_SECOND);
  EXPECT_EQ(time_field(messages[0], AESTHETIC_SCORE_TIMESTAMP), 11 * GST_SECOND);
  EXPECT_EQ(time_field(messages[0], AESTHETIC_SCORE_STREAM_TIME), 4 * GST_SECOND);
  EXPECT_EQ(time_field(messages[0], AESTHETIC_SCORE_RUNNING_TIME), 8 * GST_SECOND);
  EXPECT_EQ(time_field(messages[0], AESTHETIC_SCORE_DURATION), 40 * GST_MSECOND);
}

TEST(Messages, AreForFreshScoresOnly) {
  Harness harness(Properties{{"interval", "4"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  for (guint64 i = 0; i < 9; ++i) EXPECT_TRUE(harness.score(grey(100), i * GST_SECOND));
  EXPECT_EQ(harness.take_messages().size(), 3U);
}

TEST(Messages, CanBeSwitchedOff) {
  Harness harness(Properties{{"post-messages", "false"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  EXPECT_TRUE(harness.score(grey(100)));
  EXPECT_TRUE(harness.take_messages().empty());
  g_object_set(harness.element(), "post-messages", TRUE, nullptr);
  EXPECT_TRUE(harness.score(grey(100)));
  EXPECT_EQ(harness.take_messages().size(), 1U);
}

TEST(Messages, KeepTheirDistanceInStreamTime) {
  Harness harness(Properties{{"message-interval", "1000000000"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  for (guint64 i = 0; i < 30; ++i) EXPECT_TRUE(harness.score(grey(100), i * 100 * GST_MSECOND));
  const auto messages = harness.take_messages();
  ASSERT_EQ(messages.size(), 3U);
  for (guint64 i = 0; i < 3; ++i)
    EXPECT_EQ(time_field(messages[i], AESTHETIC_SCORE_STREAM_TIME), i * GST_SECOND);
}

TEST(Messages, ComeWithoutTimestampsToo) {
  Harness harness(Properties{{"message-interval", "1000000000"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(harness.score(grey(100), GST_CLOCK_TIME_NONE));
  const auto messages = harness.take_messages();
  ASSERT_EQ(messages.size(), 2U);  // with no time there is nothing to measure the distance by
  EXPECT_EQ(time_field(messages[0], AESTHETIC_SCORE_TIMESTAMP), GST_CLOCK_TIME_NONE);
  EXPECT_EQ(time_field(messages[0], AESTHETIC_SCORE_STREAM_TIME), GST_CLOCK_TIME_NONE);
  EXPECT_EQ(time_field(messages[0], AESTHETIC_SCORE_RUNNING_TIME), GST_CLOCK_TIME_NONE);
}

StructurePtr last_score(const Harness& harness) {
  GstStructure* structure = nullptr;
  g_object_get(harness.element(), "last-score", &structure, nullptr);
  return StructurePtr(structure);
}

TEST(LastScore, IsTheNewestFreshOne) {
  Harness harness(Properties{{"post-messages", "false"}, {"interval", "2"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  EXPECT_EQ(last_score(harness), nullptr);
  for (const int level : {10, 60, 110, 160})
    EXPECT_TRUE(harness.score(grey(level), static_cast<guint64>(level)));
  const StructurePtr structure = last_score(harness);
  ASSERT_NE(structure, nullptr);
  const Score score = read_score(structure.get());
  EXPECT_NEAR(score.overall, expected_score(110), yuv_rounding);
  EXPECT_EQ(score.pts, 110);
  EXPECT_TRUE(score.fresh);
}

TEST(LastScore, IsGoneWhenStopped) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  EXPECT_TRUE(harness.score(grey(10)));
  EXPECT_NE(last_score(harness), nullptr);
  gst_element_set_state(harness.element(), GST_STATE_READY);
  EXPECT_EQ(last_score(harness), nullptr);
}

}  // namespace
}  // namespace aesthetic::test
