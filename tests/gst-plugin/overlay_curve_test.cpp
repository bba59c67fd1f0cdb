// SPDX-License-Identifier: MIT
//
// The curve of aestheticoverlay over a stream: seeks, flushes, segments, caps, frames without times.
#include <gtest/gtest.h>

#include <functional>

#include "overlay_harness.hpp"

namespace aesthetic::test {
namespace {

constexpr int width = 320;
constexpr int height = 240;
constexpr GstClockTime late = 3 * GST_SECOND;

BufferPtr frame(float overall, GstClockTime pts, GstClockTime age = 0) {
  return scored(grey_frame(video_info("RGB", width, height)), some_score({overall, 0.5F}), pts, age);
}

void push_segment(const OverlayHarness& overlay, double rate = 1, GstClockTime start = 0) {
  GstSegment segment;
  gst_segment_init(&segment, GST_FORMAT_TIME);
  segment.rate = rate;
  segment.start = start;
  segment.stop = GST_SECOND * 100;
  gst_harness_push_event(overlay.get(), gst_event_new_segment(&segment));
}

// A second of scores that go up and down.
void play(const OverlayHarness& overlay) {
  for (guint64 i = 0; i < 25; ++i)
    overlay.pass(frame(0.3F + 0.02F * static_cast<float>(i % 10), i * 40 * GST_MSECOND));
}

// Where the picture differs from that of a stream that began with this frame: empty after a reset.
cv::Rect left_of_curve(const std::function<void(OverlayHarness&)>& happens, GstClockTime pts = late) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", width, height));
  play(overlay);
  happens(overlay);
  const cv::Mat after = overlay.picture(frame(0.4F, pts));
  OverlayHarness anew;
  anew.set_caps(caps_text("RGB", width, height));
  return difference(after, anew.picture(frame(0.4F, pts)));
}

TEST(OverlayCurve, ShowsTheScoresBefore) {
  EXPECT_GT(left_of_curve([](OverlayHarness&) {}).width, 20);
}

TEST(OverlayCurve, BeginsAnewAfterAFlush) {
  EXPECT_TRUE(left_of_curve([](OverlayHarness& overlay) {
                gst_harness_push_event(overlay.get(), gst_event_new_flush_start());
                gst_harness_push_event(overlay.get(), gst_event_new_flush_stop(TRUE));
                push_segment(overlay);
              }).empty());
}

TEST(OverlayCurve, BeginsAnewInANewSegment) {
  EXPECT_TRUE(left_of_curve([](OverlayHarness& overlay) { push_segment(overlay); }).empty());
}

TEST(OverlayCurve, BeginsAnewInANewStream) {
  EXPECT_TRUE(left_of_curve([](OverlayHarness& overlay) {
                gst_harness_push_event(overlay.get(), gst_event_new_stream_start("another"));
                push_segment(overlay);
              }).empty());
}

TEST(OverlayCurve, BeginsAnewWithNewCaps) {
  EXPECT_TRUE(left_of_curve([](OverlayHarness& overlay) {
                overlay.set_caps(caps_text("I420", 64, 64));
                overlay.set_caps(caps_text("RGB", width, height));
              }).empty());
}

TEST(OverlayCurve, BeginsAnewWhenTimeGoesBack) {
  EXPECT_TRUE(left_of_curve([](OverlayHarness&) {}, 0).empty());
}

TEST(OverlayCurve, ForgetsWhatIsOlderThanTheHistory) {
  EXPECT_LT(left_of_curve([](OverlayHarness& overlay) {
              g_object_set(overlay.element(), "history", GST_SECOND, nullptr);
              overlay.pass(frame(0.4F, 2 * GST_SECOND));
              g_object_set(overlay.element(), "history", 10 * GST_SECOND, nullptr);
            }).width,
            1);
}

TEST(OverlayCurve, RunsInReversePlaybackToo) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", width, height));
  push_segment(overlay, -1);
  const cv::Mat first = overlay.picture(frame(0.4F, 50 * GST_SECOND));
  for (guint64 i = 1; i < 25; ++i) overlay.pass(frame(0.4F, 50 * GST_SECOND - i * 40 * GST_MSECOND));
  // Only the curve has changed: it has grown.
  EXPECT_GT(difference(first, overlay.picture(frame(0.4F, 49 * GST_SECOND))).width, 5);
}

TEST(OverlayCurve, RunsWithoutTimesToo) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", width, height));
  const cv::Mat first = overlay.picture(frame(0.4F, GST_CLOCK_TIME_NONE));
  for (int i = 1; i < 25; ++i) overlay.pass(frame(0.4F, GST_CLOCK_TIME_NONE));
  EXPECT_GT(difference(first, overlay.picture(frame(0.4F, GST_CLOCK_TIME_NONE))).width, 5);
}

// Held ones too, as in mode=async, where none is fresh.
TEST(OverlayCurve, ScoresWithoutTimesAreAllNews) {
  FrameScore held = some_score({0.4F, 0.5F});
  held.pts = GST_CLOCK_TIME_NONE;
  held.fresh = false;
  const auto last = [&](const std::vector<float>& scores) {
    OverlayHarness overlay;
    overlay.set_caps(caps_text("RGB", width, height));
    cv::Mat picture;
    for (const float score : scores) {
      held.scores = some_score({score, 0.5F}).scores;
      BufferPtr buffer = grey_frame(video_info("RGB", width, height));
      GST_BUFFER_PTS(buffer.get()) = GST_CLOCK_TIME_NONE;
      attach_score(buffer.get(), held);
      picture = overlay.picture(std::move(buffer));
    }
    return picture;
  };
  EXPECT_FALSE(difference(last({0.2F, 0.6F, 0.6F, 0.4F}), last({0.2F, 0.2F, 0.2F, 0.4F})).empty());
}

TEST(OverlayCurve, AHeldScoreIsOnePoint) {
  const auto after = [](const std::vector<GstClockTime>& times) {
    OverlayHarness overlay;
    overlay.set_caps(caps_text("RGB", width, height));
    overlay.pass(frame(0.3F, 0));
    overlay.pass(frame(0.4F, GST_SECOND));
    for (const GstClockTime time : times) overlay.pass(frame(0.4F, time, time - GST_SECOND));
    return overlay.picture(frame(0.6F, 5 * GST_SECOND));
  };
  EXPECT_TRUE(difference(after({}), after({2 * GST_SECOND, 3 * GST_SECOND, 4 * GST_SECOND})).empty());
}

}  // namespace
}  // namespace aesthetic::test
