// SPDX-License-Identifier: MIT
#include "score_reading.hpp"

#include <gtest/gtest.h>

#include "overlay_harness.hpp"

namespace aesthetic::test {
namespace {

TEST(ScoreReading, ReadsWhatWasAttached) {
  const BufferPtr frame =
      scored(BufferPtr(gst_buffer_new()), some_score({0.25F, 0.5F, 0.75F}), GST_SECOND, 400);
  const auto score = ScoreReading::of(frame.get());
  ASSERT_TRUE(score);
  EXPECT_EQ(score->overall(), 0.25);
  ASSERT_EQ(score->attributes(), 2U);
  EXPECT_STREQ(score->name(0), "quality");
  EXPECT_EQ(score->value(0), 0.5);
  EXPECT_STREQ(score->name(1), "rule_of_thirds");
  EXPECT_EQ(score->value(1), 0.75);
  EXPECT_FALSE(score->fresh());
  EXPECT_EQ(score->pts(), GST_SECOND - 400);
  EXPECT_EQ(score->age(), 400);
}

TEST(ScoreReading, FindsNoneWhereThereIsNone) {
  const BufferPtr frame(gst_buffer_new());
  EXPECT_FALSE(ScoreReading::of(frame.get()));
}

TEST(ScoreReading, FindsNoneInAForeignStructure) {
  register_score_meta();
  const BufferPtr frame(gst_buffer_new());
  GstCustomMeta* meta = gst_buffer_add_custom_meta(frame.get(), "GstAestheticScoreMeta");
  EXPECT_FALSE(ScoreReading::of(frame.get()));
  gst_structure_set(gst_custom_meta_get_structure(meta), "overall", G_TYPE_STRING, "high", "attributes",
                    G_TYPE_INT, 3, nullptr);
  EXPECT_FALSE(ScoreReading::of(frame.get()));
}

}  // namespace
}  // namespace aesthetic::test
