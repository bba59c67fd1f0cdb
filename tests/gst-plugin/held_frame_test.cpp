// SPDX-License-Identifier: MIT
#include "held_frame.hpp"

#include <gtest/gtest.h>

#include "frames.hpp"
#include "harness.hpp"
#include "score_meta.hpp"

namespace aesthetic::test {
namespace {

constexpr guint frame_bytes = 192;

struct Pool {
  explicit Pool(guint most) : pool(gst_buffer_pool_new()) {
    GstStructure* config = gst_buffer_pool_get_config(pool);
    gst_buffer_pool_config_set_params(config, nullptr, frame_bytes, 0, most);
    EXPECT_TRUE(gst_buffer_pool_set_config(pool, config));
    EXPECT_TRUE(gst_buffer_pool_set_active(pool, TRUE));
  }
  ~Pool() {
    gst_buffer_pool_set_active(pool, FALSE);
    gst_object_unref(pool);
  }
  BufferPtr frame() const {
    GstBufferPoolAcquireParams params = {};
    params.flags = GST_BUFFER_POOL_ACQUIRE_FLAG_DONTWAIT;
    GstBuffer* buffer = nullptr;
    EXPECT_EQ(gst_buffer_pool_acquire_buffer(pool, &buffer, &params), GST_FLOW_OK);
    return BufferPtr(buffer);
  }
  GstBufferPool* pool;
};

TEST(HeldFrame, AFrameInPlainMemoryIsNotCopied) {
  BufferPtr frame = rgb_frame(noise({8, 8}));
  const GstBuffer* const same = frame.get();
  EXPECT_EQ(hold(std::move(frame)).get(), same);
}

TEST(HeldFrame, AFrameOfAnUnlimitedPoolIsNotCopied) {
  const Pool pool(0);
  BufferPtr frame = pool.frame();
  const GstBuffer* const same = frame.get();
  EXPECT_EQ(hold(std::move(frame)).get(), same);
}

TEST(HeldFrame, AFrameOfALimitedPoolIsCopiedWithAllThatIsOnIt) {
  register_score_meta();
  const Pool pool(1);
  BufferPtr frame = pool.frame();
  const cv::Mat picture = noise({8, 8});
  gst_buffer_fill(frame.get(), 0, picture.data, frame_bytes);
  GST_BUFFER_PTS(frame.get()) = 7;
  GST_BUFFER_DURATION(frame.get()) = 3;
  GST_BUFFER_FLAG_SET(frame.get(), GST_BUFFER_FLAG_MARKER);
  const auto names = std::make_shared<const Scores::Names>(Scores::Names{"overall"});
  attach_score(frame.get(), {Scores(names, {0.5F}), "lite", 7, true});
  const BufferPtr held = hold(std::move(frame));
  EXPECT_NE(pool.frame(), nullptr) << "the pool has its frame back";
  EXPECT_EQ(gst_buffer_memcmp(held.get(), 0, picture.data, frame_bytes), 0);
  EXPECT_EQ(GST_BUFFER_PTS(held.get()), 7);
  EXPECT_EQ(GST_BUFFER_DURATION(held.get()), 3);
  EXPECT_TRUE(GST_BUFFER_FLAG_IS_SET(held.get(), GST_BUFFER_FLAG_MARKER));
  const auto score = read_score(held.get());
  ASSERT_TRUE(score);
  EXPECT_EQ(score->overall, 0.5);
  EXPECT_EQ(score->model, "lite");
}

}  // namespace
}  // namespace aesthetic::test
