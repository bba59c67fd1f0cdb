// SPDX-License-Identifier: MIT
#include "reading/running.hpp"

#include <gtest/gtest.h>

#include <string>

#include "reading/gst.hpp"

namespace aesthetic {
namespace {

// Whether the pipeline has a running task while it plays, and when it is over.
void expect_running(const std::string& description, bool while_playing) {
  gst::Pipeline pipeline(description);
  EXPECT_FALSE(gst::has_running_task(GST_BIN(pipeline.get())));
  pipeline.play();
  gst_element_get_state(pipeline.get(), nullptr, nullptr, GST_CLOCK_TIME_NONE);
  EXPECT_EQ(gst::has_running_task(GST_BIN(pipeline.get())), while_playing) << description;
  gst_element_set_state(pipeline.get(), GST_STATE_READY);
  EXPECT_FALSE(gst::has_running_task(GST_BIN(pipeline.get()))) << description;
}

TEST(RunningTask, OfASource) {
  expect_running("fakesrc is-live=true do-timestamp=true format=time datarate=1000 ! fakesink sync=false",
                 true);
}

TEST(RunningTask, DeepInside) {
  expect_running(
      "bin.( bin.( fakesrc is-live=true format=time datarate=1000 ! fakesink sync=false ) ) identity", true);
}

// A queue's task sleeps until something comes, and counts as running.
TEST(RunningTask, OfAQueueThatNothingFeeds) {
  expect_running("queue ! fakesink async=false", true);
}

TEST(RunningTask, NoneWithoutASource) {
  expect_running("identity ! fakesink async=false", false);
}

}  // namespace
}  // namespace aesthetic
