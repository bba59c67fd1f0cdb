// SPDX-License-Identifier: MIT
//
// aestheticselect as a good member of a pipeline: events, latency, states, errors.
#include <gmock/gmock.h>
#include <gst/video/video.h>
#include <gtest/gtest.h>

#include "frames.hpp"
#include "select_harness.hpp"

namespace aesthetic::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::pair<std::string, std::string> short_window = {"window", "200000000"};  // five frames

GstEvent* time_segment(double rate, GstClockTime start, GstClockTime stop = GST_CLOCK_TIME_NONE) {
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  segment.rate = rate;
  segment.start = segment.time = start;
  segment.stop = stop;
  segment.position = start;
  return gst_event_new_segment(&segment);
}

GstEvent* scene_change() {
  return gst_video_event_new_downstream_force_key_unit(GST_CLOCK_TIME_NONE, GST_CLOCK_TIME_NONE,
                                                       GST_CLOCK_TIME_NONE, FALSE, 0);
}

TEST(SelectStream, TheEndDrains) {
  SelectHarness harness;
  harness.push({0.1F, 0.9F, 0.2F});
  EXPECT_THAT(harness.passed(), IsEmpty());
  EXPECT_TRUE(harness.send(gst_event_new_eos()));
  EXPECT_THAT(harness.passed(), ElementsAre(1));
}

TEST(SelectStream, AStreamOfOneFramePasses) {
  SelectHarness harness;
  harness.push({0.1F});
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(0));
}

TEST(SelectStream, AnEmptyStreamEndsWithoutAWord) {
  const SelectHarness harness;
  EXPECT_TRUE(harness.send(gst_event_new_eos()));
  EXPECT_THAT(harness.passed(), IsEmpty());
  EXPECT_FALSE(take_error(harness.bus()));
}

TEST(SelectStream, AFlushDiscards) {
  SelectHarness harness(Properties{{"min-gap", "1000000000"}});
  harness.push({0.1F, 0.9F, 0.2F});
  harness.send(gst_event_new_flush_start());
  harness.send(gst_event_new_flush_stop(TRUE));
  harness.send(time_segment(1, 0));
  EXPECT_THAT(harness.passed(), IsEmpty());
  harness.jump_to(3);
  harness.push({0.3F, 0.4F});
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(4));
}

TEST(SelectStream, ANewSegmentDrains) {
  SelectHarness harness;
  harness.push({0.1F, 0.9F});
  harness.send(time_segment(1, 0));
  EXPECT_THAT(harness.passed(), ElementsAre(1));
}

TEST(SelectStream, NewCapsDrainAndTheSameDoNot) {
  SelectHarness harness;
  harness.push({0.1F, 0.9F});
  const auto send_caps = [&](int width, int height) {
    GstCaps* caps = gst_caps_from_string(caps_text("RGB", width, height).c_str());
    EXPECT_TRUE(harness.send(gst_event_new_caps(caps)));
    gst_caps_unref(caps);
  };
  send_caps(64, 48);
  EXPECT_THAT(harness.passed(), IsEmpty());
  send_caps(8, 8);
  EXPECT_THAT(harness.passed(), ElementsAre(1));
  BufferPtr frame = rgb_frame(noise({8, 8}));
  put_score(frame.get(), 0.5F);
  EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_OK);
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(2));
}

TEST(SelectStream, AGapEndsAWindowThatItOutlasts) {
  SelectHarness harness(Properties{short_window});
  harness.gaps();
  harness.push({0.1F, 0.9F});
  harness.send(gst_event_new_gap(2 * frame_time, frame_time));
  EXPECT_THAT(harness.passed(), IsEmpty());
  EXPECT_THAT(harness.gaps(), IsEmpty()) << "frames from before it are still to come";
  harness.send(gst_event_new_gap(3 * frame_time, 4 * frame_time));
  EXPECT_THAT(harness.passed(), ElementsAre(1));
  EXPECT_THAT(harness.gaps(), ElementsAre(3));
}

TEST(SelectStream, SilenceEndsAWindow) {
  SelectHarness harness(Properties{short_window});
  harness.push({0.1F, 0.9F});
  harness.jump_to(50);
  harness.push({0.3F});
  EXPECT_THAT(harness.passed(), ElementsAre(1));
}

TEST(SelectStream, ScenesEndWindows) {
  SelectHarness harness(Properties{{"per-scene", "true"}});
  harness.push({0.1F, 0.9F});
  harness.send(scene_change());
  EXPECT_THAT(harness.passed(), ElementsAre(1));
  harness.push({0.4F, 0.3F, 0.2F});
  harness.send(scene_change());
  EXPECT_THAT(harness.passed(), ElementsAre(2));
}

TEST(SelectStream, ALongSceneHasSeveralWindows) {
  SelectHarness harness(Properties{{"per-scene", "true"}, short_window});
  harness.push({0.1F, 0.9F});
  harness.send(scene_change());
  harness.push({0.1F, 0.2F, 0.3F, 0.4F, 0.5F, 0.1F});
  EXPECT_THAT(harness.passed(), ElementsAre(1, 6));
}

TEST(SelectStream, ScenesAreNothingToWindowsOfTime) {
  SelectHarness harness;
  harness.push({0.1F, 0.9F});
  harness.send(scene_change());
  EXPECT_THAT(harness.passed(), IsEmpty());
}

TEST(SelectStream, BackwardsFramesPassInTheOrderTheyCome) {
  SelectHarness harness(Properties{short_window, {"top", "2"}, {"min-gap", "80000000"}});
  harness.send(time_segment(-1, 0, 10 * frame_time));
  const float scores[] = {0.1F, 0.9F, 0.8F, 0.7F, 0.2F, 0.3F, 0.2F, 0.1F, 0.4F, 0.5F};
  for (guint64 i = 0; i < 10; ++i) {
    BufferPtr frame = good_frame();
    put_score(frame.get(), scores[i]);
    put_time(frame.get(), 9 - i);
    EXPECT_EQ(harness.push(std::move(frame)), GST_FLOW_OK);
  }
  EXPECT_THAT(harness.passed(), ElementsAre(8, 6, 4, 0));
}

TEST(SelectStream, FramesWithoutTimeStampsAreOneWindow) {
  const SelectHarness harness(Properties{short_window});
  for (const float score : {0.1F, 0.9F, 0.3F}) {
    BufferPtr frame = good_frame();
    put_score(frame.get(), score);
    GST_BUFFER_OFFSET(frame.get()) = static_cast<guint64>(score * 10);
    EXPECT_EQ(harness.push(std::move(frame)), GST_FLOW_OK);
  }
  harness.send(gst_event_new_eos());
  const BufferPtr passed(gst_harness_try_pull(harness.get()));
  ASSERT_NE(passed, nullptr);
  EXPECT_EQ(GST_BUFFER_OFFSET(passed.get()), 9U);
  EXPECT_EQ(gst_harness_try_pull(harness.get()), nullptr);
}

TEST(SelectStream, FramesOutsideTheSegmentDoNotCount) {
  SelectHarness harness;
  harness.send(time_segment(1, 2 * frame_time));
  harness.push({0.9F, 0.8F, 0.1F, 0.2F});
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(3));
}

TEST(SelectStream, TheWindowIsPartOfALivePipelinesLatency) {
  const SelectHarness harness(Properties{short_window});
  gst_harness_set_upstream_latency(harness.get(), 42 * GST_MSECOND);
  EXPECT_EQ(gst_harness_query_latency(harness.get()), 242 * GST_MSECOND);
  while (GstMessage* message = gst_bus_pop(harness.bus())) gst_message_unref(message);
  g_object_set(harness.element(), "window", GST_SECOND, nullptr);
  GstMessage* message = gst_bus_pop_filtered(harness.bus(), GST_MESSAGE_LATENCY);
  ASSERT_NE(message, nullptr);
  gst_message_unref(message);
  EXPECT_EQ(gst_harness_query_latency(harness.get()), 1042 * GST_MSECOND);
}

TEST(SelectStream, TheClockEndsTheWindowOfALiveSourceThatFallsSilent) {
  SelectHarness harness(Properties{short_window});
  gst_harness_set_upstream_latency(harness.get(), 42 * GST_MSECOND);
  harness.push({0.1F, 0.9F, 0.3F});
  EXPECT_THAT(harness.passed(), IsEmpty());
  ASSERT_TRUE(gst_harness_crank_single_clock_wait(harness.get()));
  const BufferPtr passed(gst_harness_pull(harness.get()));
  ASSERT_NE(passed, nullptr);
  EXPECT_EQ(GST_BUFFER_PTS(passed.get()), frame_time);
  GstTestClock* clock = gst_harness_get_testclock(harness.get());
  EXPECT_EQ(gst_clock_get_time(GST_CLOCK_CAST(clock)), 242 * GST_MSECOND);
  gst_object_unref(clock);
  // What was to come is late by then.
  harness.push({0.8F, 0.7F, 0.2F});
  EXPECT_THAT(harness.passed(), IsEmpty());
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(3));
}

TEST(SelectStream, TheClockEndsNoWindowThatAFrameHasEnded) {
  SelectHarness harness(Properties{short_window});
  harness.push({0.1F, 0.9F, 0.3F, 0.2F, 0.1F});
  EXPECT_THAT(harness.passed(), ElementsAre(1));
  GstTestClock* clock = gst_harness_get_testclock(harness.get());
  EXPECT_EQ(gst_test_clock_peek_id_count(clock), 0U);
  gst_object_unref(clock);
}

TEST(SelectStream, TheClockEndsNoWindowOfAFile) {
  SelectHarness harness(Properties{short_window});
  gst_harness_set_live(harness.get(), FALSE);
  harness.push({0.1F, 0.9F});
  GstTestClock* clock = gst_harness_get_testclock(harness.get());
  EXPECT_EQ(gst_test_clock_peek_id_count(clock), 0U);
  gst_object_unref(clock);
}

TEST(SelectStream, ForeignMemoryIsRefusedAtNegotiation) {
  const SelectHarness harness;
  for (const char* text : {"video/x-raw(memory:DMABuf),format=RGB,width=8,height=8", "image/jpeg"}) {
    GstCaps* caps = gst_caps_from_string(text);
    EXPECT_FALSE(gst_pad_peer_query_accept_caps(harness.get()->srcpad, caps)) << text;
    gst_caps_unref(caps);
  }
}

TEST(SelectStream, WhatDownstreamSaysComesBack) {
  SelectHarness harness(Properties{short_window});
  harness.push({0.1F, 0.2F, 0.9F, 0.3F});
  gst_pad_set_active(harness.get()->sinkpad, FALSE);
  BufferPtr frame = good_frame();
  put_score(frame.get(), 0.5F);
  EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_FLUSHING);
}

TEST(SelectStream, StatesCanBeCycledWithFramesHeld) {
  SelectHarness harness;
  int alive = 0;
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(gst_element_set_state(harness.element(), GST_STATE_NULL), GST_STATE_CHANGE_SUCCESS);
    ASSERT_EQ(alive, 0);
    ASSERT_EQ(gst_element_set_state(harness.element(), GST_STATE_PLAYING), GST_STATE_CHANGE_SUCCESS);
    harness.send(gst_event_new_stream_start("again"));
    gst_harness_set_src_caps_str(harness.get(), caps_text("RGB", 64, 48).c_str());
    harness.send(time_segment(1, 0));
    EXPECT_EQ(harness.stats().at("frames"), 0U);
    BufferPtr frame = good_frame();
    put_score(frame.get(), 0.5F);
    gst_mini_object_weak_ref(
        GST_MINI_OBJECT_CAST(frame.get()),
        [](gpointer count, GstMiniObject* /*frame*/) { --*static_cast<int*>(count); }, &alive);
    ++alive;
    harness.jump_to(0);
    EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_OK);
  }
}

void expect_fault(const SelectHarness& harness, GQuark domain, int code, const std::string& text) {
  const auto fault = take_error(harness.bus());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->domain, domain);
  EXPECT_EQ(fault->code, code);
  EXPECT_THAT(fault->text, HasSubstr(text));
}

TEST(SelectErrors, AStreamWithoutAnyScoreIsAnErrorAtItsEnd) {
  SelectHarness harness;
  harness.push_next(good_frame());
  harness.send(gst_event_new_eos());
  expect_fault(harness, GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT, "put aestheticscore before");
}

TEST(SelectErrors, AStreamWithoutAnyScoreIsAnErrorAfterFiveSeconds) {
  SelectHarness harness(Properties{short_window});
  for (int i = 0; i < 125; ++i) ASSERT_EQ(harness.push_next(good_frame()), GST_FLOW_OK) << i;
  EXPECT_EQ(harness.push_next(good_frame()), GST_FLOW_ERROR);
  expect_fault(harness, GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT, "put aestheticscore before");
}

// As from an asynchronous scorer.
TEST(SelectErrors, FramesBeforeTheFirstScoreAreNoError) {
  SelectHarness harness(Properties{short_window});
  for (int i = 0; i < 100; ++i) ASSERT_EQ(harness.push_next(good_frame()), GST_FLOW_OK);
  harness.push({0.5F});
  for (int i = 0; i < 200; ++i) ASSERT_EQ(harness.push_next(good_frame()), GST_FLOW_OK);
  EXPECT_THAT(harness.passed(), ElementsAre(100));
}

TEST(SelectErrors, AnUnknownAttributeIsAnErrorThatNamesTheKnownOnes) {
  SelectHarness harness(Properties{{"by", "beauty"}});
  BufferPtr frame = good_frame();
  put_score(frame.get(), 0.5F);
  EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_ERROR);
  expect_fault(harness, GST_LIBRARY_ERROR, GST_LIBRARY_ERROR_SETTINGS, "overall, quality, simplicity");
}

TEST(SelectErrors, BadWeightsAreAnErrorAtStartAndCanBeCorrected) {
  load_plugin();
  GstElement* element = gst_element_factory_make("aestheticselect", nullptr);
  GstBus* bus = gst_bus_new();
  gst_element_set_bus(element, bus);
  g_object_set(element, "by", "overall=much", nullptr);
  EXPECT_EQ(gst_element_set_state(element, GST_STATE_PAUSED), GST_STATE_CHANGE_FAILURE);
  const auto fault = take_error(bus);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->domain, GST_LIBRARY_ERROR);
  EXPECT_EQ(fault->code, GST_LIBRARY_ERROR_SETTINGS);
  EXPECT_THAT(fault->text, HasSubstr("overall=much"));
  gst_element_set_state(element, GST_STATE_NULL);
  g_object_set(element, "by", "overall=0.5", nullptr);
  EXPECT_EQ(gst_element_set_state(element, GST_STATE_PAUSED), GST_STATE_CHANGE_SUCCESS);
  gst_element_set_state(element, GST_STATE_NULL);
  gst_element_set_bus(element, nullptr);
  gst_object_unref(bus);
  gst_object_unref(element);
}

TEST(SelectErrors, BadWeightsWhileFramesPassAreAWarningAndChangeNothing) {
  SelectHarness harness(Properties{{"by", "quality"}});
  g_object_set(harness.element(), "by", "overall=much", nullptr);
  GstMessage* message = gst_bus_pop_filtered(harness.bus(), GST_MESSAGE_WARNING);
  ASSERT_NE(message, nullptr);
  gst_message_unref(message);
  gchar* by = nullptr;
  g_object_get(harness.element(), "by", &by, nullptr);
  EXPECT_STREQ(by, "quality");
  g_free(by);
  harness.push({0.5F});
}

TEST(SelectErrors, ATruncatedFrameIsAnError) {
  SelectHarness harness;
  BufferPtr frame(gst_buffer_new_allocate(nullptr, 10, nullptr));
  put_score(frame.get(), 0.5F);
  EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_ERROR);
  expect_fault(harness, GST_STREAM_ERROR, GST_STREAM_ERROR_FORMAT, "10 bytes where 9216 are needed");
}

}  // namespace
}  // namespace aesthetic::test
