// SPDX-License-Identifier: MIT
//
// batch-size: frames wait in the element until their batch is scored, and come out as they came in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "frames.hpp"
#include "harness.hpp"
#include "pipeline.hpp"

namespace aesthetic::test {
namespace {

constexpr const char* an_hour = "3600000000000";

struct Seen {
  GstClockTime pts;
  std::optional<Score> score;
};

std::vector<Seen> run(const std::string& properties, int frames, const std::string& source = "") {
  Pipeline pipeline("videotestsrc pattern=snow num-buffers=" + std::to_string(frames) + " " + source +
                    " ! video/x-raw,format=I420,width=16,height=16,framerate=30/1 ! "
                    "aestheticscore name=scorer post-messages=false " +
                    properties + " ! fakesink name=sink");
  std::vector<Seen> seen;
  pipeline.on_buffers("sink", "sink", [&](GstBuffer* buffer) {
    seen.push_back({GST_BUFFER_PTS(buffer), read_score(buffer)});
  });
  EXPECT_EQ(pipeline.run(), std::nullopt);
  return seen;
}

TEST(Batch, EveryFrameComesOutInOrderWithItsOwnScore) {
  const auto expected = run("", 50);
  for (const char* size : {"2", "7", "16", "64"}) {
    const auto found = run(std::string("batch-size=") + size, 50);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].pts, expected[i].pts);
      ASSERT_TRUE(found[i].score);
      EXPECT_TRUE(found[i].score->fresh);
      EXPECT_EQ(found[i].score->pts, found[i].pts);
      EXPECT_NEAR(found[i].score->overall, expected[i].score->overall, 1e-6) << size << ' ' << i;
    }
  }
}

TEST(Batch, FramesBetweenCarryTheScoreOfTheirPredecessor) {
  const auto expected = run("interval=3", 20);
  const auto found = run("interval=3 batch-size=4", 20);
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_TRUE(found[i].score);
    EXPECT_EQ(found[i].score->fresh, expected[i].score->fresh);
    EXPECT_EQ(found[i].score->pts, expected[i].score->pts);
    EXPECT_EQ(found[i].score->age, expected[i].score->age);
    EXPECT_NEAR(found[i].score->overall, expected[i].score->overall, 1e-6);
  }
}

// A batch that is not full would wait for an hour.
TEST(Batch, TheEndOfTheStreamWaitsForNoOthers) {
  EXPECT_EQ(run(std::string("batch-size=8 batch-timeout=") + an_hour, 11).size(), 11U);
}

TEST(Batch, AsyncAnswersFromBatchesToo) {
  const auto found = run("mode=async batch-size=4", 200);
  ASSERT_EQ(found.size(), 200U);
  for (std::size_t i = 0; i < found.size(); ++i)
    EXPECT_EQ(found[i].pts, found.front().pts + i * GST_SECOND / 30);
}

// GstHarness says that it is live.
TEST(Batch, AFrameOfALiveStreamDoesNotWaitForTheNext) {
  Harness harness(Properties{{"batch-size", "8"}});
  harness.set_caps(caps_text("RGB", 8, 8));
  for (int i = 0; i < 3; ++i) {
    const auto score = harness.score(rgb_frame(noise({8, 8})), i * GST_SECOND);
    ASSERT_TRUE(score);
    EXPECT_TRUE(score->fresh);
  }
}

TEST(Batch, AStreamsEventsDoNotOvertakeItsFrames) {
  Pipeline pipeline(
      "videotestsrc num-buffers=3 ! video/x-raw,format=I420,width=16,height=16 ! "
      "aestheticscore name=scorer batch-size=16 ! fakesink name=sink");
  bool at_end = false;
  std::vector<bool> ended;
  pipeline.on_buffers("sink", "sink", [&](GstBuffer*) { ended.push_back(at_end); });
  pipeline.on_events("sink", "sink",
                     [&](GstEvent* event) { at_end |= GST_EVENT_TYPE(event) == GST_EVENT_EOS; });
  EXPECT_EQ(pipeline.run(), std::nullopt);
  EXPECT_THAT(ended, testing::ElementsAre(false, false, false));
}

TEST(Batch, SeekingThrowsWaitingFramesAway) {
  Pipeline pipeline(
      "videotestsrc num-buffers=100 ! video/x-raw,format=I420,width=16,height=16,framerate=30/1 ! "
      "aestheticscore name=scorer batch-size=16 ! fakesink name=sink sync=false");
  std::vector<GstClockTime> times;
  pipeline.on_buffers("sink", "sink", [&](GstBuffer* buffer) { times.push_back(GST_BUFFER_PTS(buffer)); });
  gst_element_set_state(pipeline.get(), GST_STATE_PAUSED);
  gst_element_get_state(pipeline.get(), nullptr, nullptr, GST_CLOCK_TIME_NONE);
  ASSERT_NE(gst_element_seek_simple(pipeline.get(), GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH, 2 * GST_SECOND),
            FALSE);
  gst_element_get_state(pipeline.get(), nullptr, nullptr, GST_CLOCK_TIME_NONE);
  times.clear();
  EXPECT_EQ(pipeline.run(), std::nullopt);
  ASSERT_FALSE(times.empty());
  EXPECT_GE(times.front(), 2 * GST_SECOND);
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
}

TEST(Batch, AFaultInABatchStopsTheStreamWithItsText) {
  Pipeline pipeline(
      "videotestsrc num-buffers=40 ! video/x-raw,format=I420,width=16,height=16 ! "
      "aestheticscore name=scorer batch-size=4 ! fakesink");
  pipeline.set("scorer", "model", network("not_a_number"));
  const auto fault = pipeline.run();
  ASSERT_TRUE(fault);
  EXPECT_THAT(*fault, testing::HasSubstr("expected 0..1"));
}

}  // namespace
}  // namespace aesthetic::test
