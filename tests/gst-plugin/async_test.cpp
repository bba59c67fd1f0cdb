// SPDX-License-Identifier: MIT
//
// mode=async: the stream never waits for a score.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "frames.hpp"
#include "harness.hpp"
#include "pipeline.hpp"

namespace aesthetic::test {
namespace {

constexpr GstClockTime frame_time = 33 * GST_MSECOND;

// One element that takes far longer for a score than the tests for their frames, unless another model is
// named.
class Async : public testing::Test {
 protected:
  explicit Async(const std::string& model = "slow")
      : harness({{"mode", "async"}, {"model", network(model)}}) {
    harness.set_caps(caps_text("RGB", 8, 8));
  }

  static BufferPtr grey(int level) { return solid_frame(video_info("RGB", 8, 8), cv::Scalar::all(level)); }

  std::optional<Score> next(int level = 100) {
    const GstClockTime pts = frame_time * count++;
    return harness.score(grey(level), pts);
  }

  // Frames until one of them carries a score.
  std::optional<Score> first_score() {
    for (int i = 0; i < 5000; ++i) {
      if (auto score = next()) return score;
      g_usleep(1000);
    }
    return std::nullopt;
  }

  void flush() const {
    gst_harness_push_event(harness.get(), gst_event_new_flush_start());
    gst_harness_push_event(harness.get(), gst_event_new_flush_stop(TRUE));
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    gst_harness_push_event(harness.get(), gst_event_new_segment(&segment));
  }

  guint64 stat(const char* name) const {
    GstStructure* stats = nullptr;
    g_object_get(harness.element(), "stats", &stats, nullptr);
    const StructurePtr owner(stats);
    guint64 value = G_MAXUINT64;
    gst_structure_get_uint64(stats, name, &value);
    return value;
  }

  Harness harness;
  guint64 count = 0;
};

TEST_F(Async, FramesDoNotWait) {
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(next());
  EXPECT_EQ(stat("scored"), 1);
  EXPECT_EQ(stat("skipped-late"), 4);
}

TEST_F(Async, FramesCarryTheNewestScoreWithItsAge) {
  const auto score = first_score();
  ASSERT_TRUE(score);
  EXPECT_NEAR(score->overall, 0.5, 1e-6);
  EXPECT_EQ(score->pts, 0);
  EXPECT_EQ(score->age, (count - 1) * frame_time);
  EXPECT_FALSE(score->fresh);
}

TEST_F(Async, TheEndOfTheStreamWaitsForTheScoreUnderWay) {
  EXPECT_FALSE(next());
  EXPECT_TRUE(harness.take_messages().empty());
  gst_harness_push_event(harness.get(), gst_event_new_eos());
  const auto messages = harness.take_messages();
  ASSERT_EQ(messages.size(), 1U);
  const Score score = read_score(messages[0].get());
  EXPECT_EQ(score.pts, 0);
  EXPECT_TRUE(score.fresh);
}

TEST_F(Async, NewCapsWaitForTheScoreUnderWay) {
  EXPECT_FALSE(next());
  harness.set_caps(caps_text("RGB", 9, 9));
  EXPECT_FALSE(harness.score(solid_frame(video_info("RGB", 9, 9), cv::Scalar::all(100)), GST_SECOND));
  EXPECT_EQ(harness.take_messages().size(), 1U);
}

TEST_F(Async, AFlushThrowsTheScoreUnderWayAway) {
  EXPECT_FALSE(next());
  flush();
  gst_harness_push_event(harness.get(), gst_event_new_eos());
  EXPECT_TRUE(harness.take_messages().empty());
}

TEST_F(Async, AFrameAfterAFlushNeverCarriesAnOlderScore) {
  EXPECT_FALSE(next());
  flush();
  count = 1000;
  const auto score = first_score();
  ASSERT_TRUE(score);
  EXPECT_GE(score->pts, 1000 * frame_time);
}

TEST_F(Async, SyncWaitsAgain) {
  EXPECT_FALSE(next());
  g_object_set(harness.element(), "mode", 0, nullptr);
  const auto score = next();
  ASSERT_TRUE(score);
  EXPECT_TRUE(score->fresh);
  EXPECT_EQ(score->pts, frame_time);
}

TEST_F(Async, MayStopWhileItScores) {
  EXPECT_FALSE(next());
  EXPECT_EQ(gst_element_set_state(harness.element(), GST_STATE_NULL), GST_STATE_CHANGE_SUCCESS);
}

class AsyncFault : public Async {
 protected:
  AsyncFault() : Async("not_a_number") {}
};

TEST_F(AsyncFault, ComesWithALaterFrame) {
  GstFlowReturn flow = GST_FLOW_OK;
  for (int i = 0; i < 5000 && flow == GST_FLOW_OK; ++i) {
    flow = gst_harness_push(harness.get(), grey(100).release());
    g_usleep(1000);
  }
  EXPECT_EQ(flow, GST_FLOW_ERROR);
  const auto fault = take_error(harness.bus());
  ASSERT_TRUE(fault);
  EXPECT_THAT(fault->text, testing::HasSubstr("expected 0..1"));
}

TEST_F(AsyncFault, ComesAtTheEndOfTheStream) {
  EXPECT_FALSE(next());
  gst_harness_push_event(harness.get(), gst_event_new_eos());
  EXPECT_TRUE(take_error(harness.bus()));
}

TEST(AsyncLive, LosesNoFrameAndKeepsTheOrder) {
  Pipeline pipeline(
      "videotestsrc is-live=true num-buffers=45 ! video/x-raw,width=64,height=48,framerate=30/1 ! "
      "aestheticscore name=scorer mode=async post-messages=false ! fakesink name=sink sync=true");
  pipeline.set("scorer", "model", network("slow"));
  std::vector<GstClockTime> times;
  std::vector<guint64> scored;
  pipeline.on_buffers("scorer", "src", [&](GstBuffer* buffer) {
    times.push_back(GST_BUFFER_PTS(buffer));
    if (const auto score = read_score(buffer)) scored.push_back(score->pts);
  });
  EXPECT_EQ(pipeline.run(), std::nullopt);
  EXPECT_EQ(times.size(), 45U);
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  EXPECT_FALSE(scored.empty());
  EXPECT_TRUE(std::is_sorted(scored.begin(), scored.end()));
}

}  // namespace
}  // namespace aesthetic::test
