// SPDX-License-Identifier: MIT
#include "score_meta.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "aesthetic/score_meta.h"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

FrameScore frame_score(float overall, GstClockTime pts, bool fresh) {
  auto names = std::make_shared<const Scores::Names>(Scores::Names{"overall", "quality"});
  return {Scores(names, {overall, 0.25F}), "a-model", pts, fresh};
}

BufferPtr buffer_at(GstClockTime pts) {
  BufferPtr buffer(gst_buffer_new());
  GST_BUFFER_PTS(buffer.get()) = pts;
  return buffer;
}

TEST(ScoreMeta, HasAllFields) {
  register_score_meta();
  const BufferPtr buffer = buffer_at(70);
  attach_score(buffer.get(), frame_score(0.7F, 70, true));
  const auto score = read_score(buffer.get());
  ASSERT_TRUE(score);
  EXPECT_EQ(score->overall, static_cast<double>(0.7F));
  EXPECT_EQ(score->attributes, (std::map<std::string, double>{{"quality", 0.25}}));
  EXPECT_EQ(score->model, "a-model");
  EXPECT_TRUE(score->fresh);
  EXPECT_EQ(score->pts, 70);
  EXPECT_EQ(score->age, 0);
}

TEST(ScoreMeta, HasNoTags) {
  register_score_meta();
  const GstMetaInfo* info = gst_meta_get_info(AESTHETIC_SCORE_META_NAME);
  ASSERT_NE(info, nullptr);
  const gchar* const* tags = gst_meta_api_type_get_tags(info->api);
  EXPECT_TRUE(tags == nullptr || tags[0] == nullptr);
}

TEST(ScoreMeta, ReplacesAnEarlierScore) {
  register_score_meta();
  const BufferPtr buffer = buffer_at(70);
  attach_score(buffer.get(), frame_score(0.7F, 70, true));
  attach_score(buffer.get(), frame_score(0.2F, 70, true));
  const GstMetaInfo* info = gst_meta_get_info(AESTHETIC_SCORE_META_NAME);
  EXPECT_EQ(gst_buffer_get_n_meta(buffer.get(), info->api), 1U);
  EXPECT_EQ(read_score(buffer.get())->overall, static_cast<double>(0.2F));
}

TEST(ScoreMeta, AgeIsTheTimeSinceTheScoredFrame) {
  const auto age = [](GstClockTime scored, GstClockTime now, bool fresh) {
    return read_score(score_structure(frame_score(0.5F, scored, fresh), now).get()).age;
  };
  EXPECT_EQ(age(100, 160, false), 60);
  EXPECT_EQ(age(160, 100, false), 0);  // played backwards
  EXPECT_EQ(age(GST_CLOCK_TIME_NONE, 160, false), 0);
  EXPECT_EQ(age(100, GST_CLOCK_TIME_NONE, false), 0);
  EXPECT_EQ(age(100, 100, true), 0);
}

}  // namespace
}  // namespace aesthetic::test
