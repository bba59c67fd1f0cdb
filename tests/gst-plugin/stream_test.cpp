// SPDX-License-Identifier: MIT
//
// The element as a good member of a pipeline: times, flags, events, latency, quality of service.
#include <gtest/gtest.h>

#include "frames.hpp"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

TEST(Stream, TimesAndFlagsPassUnchanged) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  BufferPtr frame = rgb_frame(noise({8, 8}));
  GST_BUFFER_DTS(frame.get()) = 30;
  GST_BUFFER_DURATION(frame.get()) = 20;
  GST_BUFFER_OFFSET(frame.get()) = 5;
  GST_BUFFER_OFFSET_END(frame.get()) = 6;
  GST_BUFFER_FLAG_SET(frame.get(), GST_BUFFER_FLAG_MARKER);
  GST_BUFFER_FLAG_SET(frame.get(), GST_BUFFER_FLAG_CORRUPTED);
  const BufferPtr passed = harness.pass(std::move(frame), 40);
  ASSERT_NE(passed, nullptr);
  EXPECT_EQ(GST_BUFFER_PTS(passed.get()), 40);
  EXPECT_EQ(GST_BUFFER_DTS(passed.get()), 30);
  EXPECT_EQ(GST_BUFFER_DURATION(passed.get()), 20);
  EXPECT_EQ(GST_BUFFER_OFFSET(passed.get()), 5);
  EXPECT_EQ(GST_BUFFER_OFFSET_END(passed.get()), 6);
  EXPECT_TRUE(GST_BUFFER_FLAG_IS_SET(passed.get(), GST_BUFFER_FLAG_MARKER));
  EXPECT_TRUE(GST_BUFFER_FLAG_IS_SET(passed.get(), GST_BUFFER_FLAG_CORRUPTED));
}

TEST(Stream, NoFrameIsDroppedWhenDownstreamIsLate) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  gst_harness_push_upstream_event(harness.get(),
                                  gst_event_new_qos(GST_QOS_TYPE_UNDERFLOW, 10, GST_SECOND, 0));
  // Twice a second late: what comes before two seconds is late, and only the first of it is scored.
  for (const guint64 milliseconds : {0, 40, 1000, 2000, 2040, 2080}) {
    const auto score = harness.score(rgb_frame(noise({8, 8})), milliseconds * GST_MSECOND);
    ASSERT_TRUE(score);
    EXPECT_EQ(score->fresh, milliseconds == 0 || milliseconds > 2000) << milliseconds;
  }
}

// Messages of a type on the bus so far.
int count_messages(const Harness& harness, GstMessageType type) {
  int count = 0;
  while (GstMessage* message = gst_bus_pop_filtered(harness.bus(), type)) {
    ++count;
    gst_message_unref(message);
  }
  return count;
}

// They would tell of frames that were dropped.
TEST(Stream, NoQosMessageIsPostedForAFrameThatIsNotScored) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  gst_harness_push_upstream_event(harness.get(),
                                  gst_event_new_qos(GST_QOS_TYPE_UNDERFLOW, 10, GST_SECOND, 0));
  for (guint64 i = 0; i < 3; ++i) EXPECT_TRUE(harness.score(rgb_frame(noise({8, 8})), i * 40 * GST_MSECOND));
  EXPECT_EQ(count_messages(harness, GST_MESSAGE_QOS), 0);
}

TEST(Stream, QosEventsGoOnUpstream) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  while (GstEvent* event = gst_harness_try_pull_upstream_event(harness.get())) gst_event_unref(event);
  gst_harness_push_upstream_event(harness.get(),
                                  gst_event_new_qos(GST_QOS_TYPE_UNDERFLOW, 10, GST_SECOND, 0));
  GstEvent* event = gst_harness_try_pull_upstream_event(harness.get());
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(GST_EVENT_TYPE(event), GST_EVENT_QOS);
  gst_event_unref(event);
}

TEST(Stream, FramesPlayedBackwardsAreScored) {
  Harness harness(Properties{{"interval", "2"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  segment.rate = -1;
  segment.stop = segment.position = GST_SECOND;
  gst_harness_push_event(harness.get(), gst_event_new_segment(&segment));
  for (guint64 i = 1; i <= 6; ++i) {
    const auto score = harness.score(rgb_frame(noise({8, 8})), GST_SECOND - i * 100 * GST_MSECOND);
    ASSERT_TRUE(score);
    EXPECT_EQ(score->fresh, i % 2 == 1) << i;
  }
  EXPECT_EQ(harness.take_messages().size(), 3U);
}

TEST(Stream, ANewModeTellsThePipelineToAskForTheLatency) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  count_messages(harness, GST_MESSAGE_LATENCY);
  g_object_set(harness.element(), "mode", 1, nullptr);
  EXPECT_EQ(count_messages(harness, GST_MESSAGE_LATENCY), 1);
}

TEST(Stream, ScoringIsPartOfALivePipelinesLatency) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  gst_harness_set_upstream_latency(harness.get(), 42 * GST_MSECOND);
  EXPECT_GT(gst_harness_query_latency(harness.get()), 42 * GST_MSECOND);
  g_object_set(harness.element(), "mode", 1, nullptr);
  EXPECT_EQ(gst_harness_query_latency(harness.get()), 42 * GST_MSECOND);
}

TEST(Stream, StatsTellWhatBecameOfTheFrames) {
  Harness harness(Properties{{"interval", "2"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  for (guint64 i = 0; i < 5; ++i) harness.pass(rgb_frame(noise({8, 8})), i * 40 * GST_MSECOND);
  for (const auto flag : {GST_BUFFER_FLAG_GAP, GST_BUFFER_FLAG_DROPPABLE}) {
    BufferPtr frame = rgb_frame(noise({8, 8}));
    GST_BUFFER_FLAG_SET(frame.get(), flag);
    harness.pass(std::move(frame), GST_SECOND);
  }
  GstStructure* stats = nullptr;
  g_object_get(harness.element(), "stats", &stats, nullptr);
  const StructurePtr owner(stats);
  const auto number = [&](const char* name) {
    guint64 value = G_MAXUINT64;
    gst_structure_get_uint64(stats, name, &value);
    return value;
  };
  EXPECT_EQ(number("frames"), 7);
  EXPECT_EQ(number("scored"), 3);
  EXPECT_EQ(number("skipped-interval"), 2);
  EXPECT_EQ(number("skipped-late"), 0);
  EXPECT_EQ(number("skipped-empty"), 2);
  EXPECT_GT(number("mean-time"), 0);
  EXPECT_GE(number("p99-time"), number("mean-time"));
  EXPECT_STREQ(gst_structure_get_string(stats, "active-device"), "cpu-onednn");
  EXPECT_STREQ(gst_structure_get_string(stats, "model"), "mean");
}

TEST(Stream, EosPassesAndAnotherStreamMayFollow) {
  Harness harness(Properties{{"interval", "10"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  EXPECT_TRUE(harness.score(rgb_frame(noise({8, 8}))));
  EXPECT_TRUE(gst_harness_push_event(harness.get(), gst_event_new_eos()));
  gst_harness_push_event(harness.get(), gst_event_new_flush_start());
  gst_harness_push_event(harness.get(), gst_event_new_flush_stop(TRUE));
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  gst_harness_push_event(harness.get(), gst_event_new_segment(&segment));
  const auto score = harness.score(rgb_frame(noise({8, 8})));
  ASSERT_TRUE(score);
  EXPECT_TRUE(score->fresh);
}

}  // namespace
}  // namespace aesthetic::test
