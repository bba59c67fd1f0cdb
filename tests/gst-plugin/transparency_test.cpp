// SPDX-License-Identifier: MIT
//
// Pixels are neither copied nor changed, and the score stays on the frame.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <mutex>

#include "aesthetic/score_meta.h"
#include "frames.hpp"
#include "harness.hpp"
#include "pipeline.hpp"

namespace aesthetic::test {
namespace {

TEST(Transparency, AWritableBufferIsTheSameBuffer) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  BufferPtr frame = rgb_frame(noise({8, 8}));
  const GstBuffer* const same = frame.get();
  EXPECT_EQ(harness.pass(std::move(frame)).get(), same);
}

TEST(Transparency, PixelsStayAsTheyAre) {
  Harness harness;
  const cv::Mat picture = noise({33, 17});
  harness.set_caps(caps_text("RGB", 33, 17));
  const BufferPtr passed = harness.pass(rgb_frame(picture));
  const BufferPtr same = rgb_frame(picture);
  GstMapInfo map;
  ASSERT_TRUE(gst_buffer_map(same.get(), &map, GST_MAP_READ));
  EXPECT_EQ(gst_buffer_memcmp(passed.get(), 0, map.data, map.size), 0);
  gst_buffer_unmap(same.get(), &map);
}

// Behind a tee buffers are shared: ours must get its own metadata, and the same memory.
TEST(Transparency, ASharedBufferKeepsItsMemory) {
  Pipeline pipeline(
      "videotestsrc num-buffers=5 ! video/x-raw,width=64,height=48 ! tee name=tee "
      "tee. ! queue ! aestheticscore name=scorer ! fakesink name=scored "
      "tee. ! queue ! fakesink name=plain");
  using Memories = std::map<GstClockTime, GstMemory*>;
  std::mutex lock;
  Memories before;
  Memories scored;
  Memories plain;
  const auto record = [&lock](Memories& memories, bool has_score) {
    return [&lock, &memories, has_score](GstBuffer* buffer) {
      const std::lock_guard guard(lock);
      memories[GST_BUFFER_PTS(buffer)] = gst_buffer_peek_memory(buffer, 0);
      EXPECT_EQ(read_score(buffer).has_value(), has_score);
    };
  };
  pipeline.on_buffers("tee", "sink", record(before, false));
  pipeline.on_buffers("scored", "sink", record(scored, true));
  pipeline.on_buffers("plain", "sink", record(plain, false));
  EXPECT_EQ(pipeline.run(), std::nullopt);
  EXPECT_EQ(before.size(), 5U);
  EXPECT_EQ(scored, before);
  EXPECT_EQ(plain, before);
}

TEST(Transparency, ASecondElementReplacesTheScore) {
  Pipeline pipeline(
      "videotestsrc num-buffers=2 ! video/x-raw,width=64,height=48 ! aestheticscore name=scorer ! "
      "aestheticscore name=second ! fakesink");
  pipeline.set("second", "model", network("mean_bgr"));
  std::vector<std::string> models;
  pipeline.on_buffers("second", "src", [&](GstBuffer* buffer) {
    const GstMetaInfo* info = gst_meta_get_info(AESTHETIC_SCORE_META_NAME);
    EXPECT_EQ(gst_buffer_get_n_meta(buffer, info->api), 1U);
    models.push_back(read_score(buffer)->model);
  });
  EXPECT_EQ(pipeline.run(), std::nullopt);
  EXPECT_THAT(models, testing::ElementsAre("mean_bgr", "mean_bgr"));
}

}  // namespace
}  // namespace aesthetic::test
