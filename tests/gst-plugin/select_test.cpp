// SPDX-License-Identifier: MIT
//
// aestheticselect: which frames go on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "frames.hpp"
#include "select_harness.hpp"

namespace aesthetic::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Five frames.
const std::pair<std::string, std::string> short_window = {"window", "200000000"};

TEST(Select, TheBestFrameOfEveryWindowPasses) {
  SelectHarness harness(Properties{short_window});
  harness.push({0.1F, 0.2F, 0.9F, 0.3F, 0.1F, 0.4F, 0.3F, 0.2F, 0.1F, 0.3F});
  EXPECT_THAT(harness.passed(), ElementsAre(2, 5));
  const auto stats = harness.stats();
  EXPECT_EQ(stats.at("frames"), 10U);
  EXPECT_EQ(stats.at("windows"), 2U);
  EXPECT_EQ(stats.at("chosen"), 2U);
}

TEST(Select, ItComesOutWithTheLastFrameOfItsWindow) {
  SelectHarness harness(Properties{short_window});
  harness.push({0.1F, 0.2F, 0.9F, 0.3F});
  EXPECT_THAT(harness.passed(), IsEmpty());
  harness.push({0.1F});
  EXPECT_THAT(harness.passed(), ElementsAre(2));
}

TEST(Select, SeveralPassInTheOrderTheyCame) {
  SelectHarness harness(Properties{short_window, {"top", "3"}});
  harness.push({0.5F, 0.2F, 0.9F, 0.3F, 0.7F});
  EXPECT_THAT(harness.passed(), ElementsAre(0, 2, 4));
}

TEST(Select, AFramePassesAsItCame) {
  SelectHarness harness(Properties{short_window});
  BufferPtr frame = good_frame();
  put_score(frame.get(), 0.75F, true, 0.25F);
  put_time(frame.get(), 0);
  GST_BUFFER_OFFSET(frame.get()) = 5;
  GST_BUFFER_FLAG_SET(frame.get(), GST_BUFFER_FLAG_MARKER);
  const GstBuffer* const same = frame.get();
  EXPECT_EQ(harness.push(std::move(frame)), GST_FLOW_OK);
  harness.send(gst_event_new_eos());
  const BufferPtr passed(gst_harness_try_pull(harness.get()));
  ASSERT_EQ(passed.get(), same);
  EXPECT_EQ(GST_BUFFER_PTS(passed.get()), 0U);
  EXPECT_EQ(GST_BUFFER_DURATION(passed.get()), frame_time);
  EXPECT_EQ(GST_BUFFER_OFFSET(passed.get()), 5U);
  EXPECT_TRUE(GST_BUFFER_FLAG_IS_SET(passed.get(), GST_BUFFER_FLAG_MARKER));
  const auto score = read_score(passed.get());
  ASSERT_TRUE(score);
  EXPECT_EQ(score->overall, 0.75);
  EXPECT_EQ(score->attributes.at("quality"), 0.25);
  EXPECT_EQ(score->model, "lite");
  EXPECT_TRUE(score->fresh);
}

TEST(Select, ByAnAttributeOrWeights) {
  for (const auto& [by, best] : {std::pair("overall", 1U), std::pair("quality", 2U),
                                 std::pair("simplicity", 0U), std::pair("overall=0.2,quality=0.8", 2U)}) {
    SelectHarness harness(Properties{short_window, {"by", by}});
    const std::pair<float, float> scores[] = {{0.1F, 0.3F}, {0.9F, 0.1F}, {0.6F, 0.9F}};
    for (const auto& [overall, quality] : scores) {
      BufferPtr frame = good_frame();
      put_score(frame.get(), overall, true, quality);
      harness.push_next(std::move(frame));
    }
    harness.send(gst_event_new_eos());
    EXPECT_THAT(harness.passed(), ElementsAre(best)) << by;
  }
}

GstEvent* choice_event(const char* by) {
  return gst_event_new_custom(GST_EVENT_CUSTOM_DOWNSTREAM_STICKY,
                              gst_structure_new("aesthetic-choice", "model", G_TYPE_STRING, "lite", "by",
                                                G_TYPE_STRING, by, nullptr));
}

void push_scores(SelectHarness& harness, const std::vector<std::pair<float, float>>& scores) {
  for (const auto& [overall, quality] : scores) {
    BufferPtr frame = good_frame();
    put_score(frame.get(), overall, true, quality);
    harness.push_next(std::move(frame));
  }
}

TEST(Select, ByWhatTheModelsCardSaysUnlessTold) {
  const std::vector<std::pair<float, float>> scores = {{0.1F, 0.3F}, {0.9F, 0.1F}, {0.6F, 0.9F}};
  for (const auto& [properties, best] :
       {std::pair(Properties{}, 2U), std::pair(Properties{{"by", "choice"}}, 2U),
        std::pair(Properties{{"by", "overall"}}, 1U)}) {
    SelectHarness harness(properties);
    harness.send(choice_event("overall=0.1,quality=0.9"));
    push_scores(harness, scores);
    harness.send(gst_event_new_eos());
    EXPECT_THAT(harness.passed(), ElementsAre(best));
  }
  SelectHarness harness;  // of a model whose card nobody tells
  push_scores(harness, scores);
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(1));
}

TEST(Select, ANewModelEndsTheWindow) {
  SelectHarness harness;
  harness.send(choice_event("quality"));
  push_scores(harness, {{0.1F, 0.3F}, {0.9F, 0.1F}});
  harness.send(choice_event("quality"));
  EXPECT_THAT(harness.passed(), IsEmpty());
  harness.send(choice_event("overall"));
  EXPECT_THAT(harness.passed(), ElementsAre(0));
  push_scores(harness, {{0.1F, 0.3F}, {0.9F, 0.1F}});
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(3));
}

TEST(Select, WhatScoresTooLowStaysAndAGapTellsSo) {
  SelectHarness harness(Properties{short_window, {"min-score", "0.5"}, {"top", "5"}});
  harness.gaps();
  harness.push({0.1F, 0.6F, 0.5F, 0.4F, 0.1F, 0.4F, 0.3F, 0.2F, 0.1F, 0.3F, 0.9F});
  EXPECT_THAT(harness.passed(), ElementsAre(1, 2));
  EXPECT_THAT(harness.gaps(), ElementsAre(5));
  EXPECT_EQ(harness.stats().at("refused-min-score"), 8U);
}

TEST(Select, TheGapHoldsWithinAndAcrossWindows) {
  SelectHarness harness(Properties{short_window, {"top", "5"}, {"min-gap", "120000000"}});  // three frames
  harness.push({0.1F, 0.2F, 0.3F, 0.4F, 0.9F, 0.8F, 0.7F, 0.3F, 0.2F, 0.1F});
  EXPECT_THAT(harness.passed(), ElementsAre(1, 4, 7));
  EXPECT_EQ(harness.stats().at("refused-min-gap"), 2U);
}

TEST(Select, HeldScoresCountOnlyWhereNoneIsFresh) {
  SelectHarness harness(Properties{short_window, {"top", "5"}});
  for (const auto& [score, fresh] : {std::pair(0.9F, false), std::pair(0.9F, false), std::pair(0.2F, true),
                                     std::pair(0.2F, false), std::pair(0.3F, true),  //
                                     std::pair(0.3F, false), std::pair(0.3F, false)}) {
    BufferPtr frame = good_frame();
    put_score(frame.get(), score, fresh);
    harness.push_next(std::move(frame));
  }
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(2, 4, 5, 6));
  EXPECT_EQ(harness.stats().at("skipped-stale"), 1U);
}

TEST(Select, FramesThatAreNoneAreNeverChosen) {
  SelectHarness harness(Properties{{"top", "9"}});
  for (const auto flag : {GST_BUFFER_FLAG_GAP, GST_BUFFER_FLAG_CORRUPTED, GST_BUFFER_FLAG_MARKER}) {
    BufferPtr frame = good_frame();
    put_score(frame.get(), 0.9F);
    GST_BUFFER_FLAG_SET(frame.get(), flag);
    harness.push_next(std::move(frame));
  }
  harness.push_next(good_frame());  // without a score
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(2));
  EXPECT_EQ(harness.stats().at("skipped-empty"), 2U);
  EXPECT_EQ(harness.stats().at("skipped-unscored"), 1U);
}

BufferPtr plain_frame(int level) {
  return rgb_frame(cv::Mat(48, 64, CV_8UC3, cv::Scalar::all(level)));
}

TEST(Select, BlackAndBlankFramesAreRefusedHoweverTheyScore) {
  SelectHarness harness;
  harness.push({0.1F});
  for (const int level : {0, 200}) {
    BufferPtr frame = plain_frame(level);
    put_score(frame.get(), 0.9F);
    harness.push_next(std::move(frame));
  }
  harness.push({0.2F});
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(3));
  EXPECT_EQ(harness.stats().at("refused-black"), 1U);
  EXPECT_EQ(harness.stats().at("refused-blank"), 1U);
}

TEST(Select, WithoutGatesPicturesAreNotEvenMapped) {
  SelectHarness harness(Properties{{"black-level", "0"}, {"min-contrast", "0"}, {"max-blur", "1"}});
  BufferPtr frame(gst_buffer_new());  // an error for who looks at it
  put_score(frame.get(), 0.9F);
  EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_OK);
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(0));
}

TEST(Select, OnlyFramesThatWouldBeChosenAreLookedAt) {
  SelectHarness harness;
  harness.push({0.9F});
  BufferPtr frame(gst_buffer_new());
  put_score(frame.get(), 0.1F);
  EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_OK);
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(0));
}

TEST(Select, NoMoreFramesAreHeldThanAreWanted) {
  SelectHarness harness(Properties{{"window", "60000000000"}, {"top", "4"}, {"min-gap", "400000000"}});
  int alive = 0;
  int most = 0;
  for (int i = 0; i < 1000; ++i) {
    BufferPtr frame = good_frame();
    put_score(frame.get(), static_cast<float>((i * 7919) % 1000) / 1000);
    gst_mini_object_weak_ref(
        GST_MINI_OBJECT_CAST(frame.get()),
        [](gpointer count, GstMiniObject* /*frame*/) { --*static_cast<int*>(count); }, &alive);
    ++alive;
    EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_OK);
    most = std::max(most, alive);
  }
  EXPECT_EQ(most, 4);
  harness.send(gst_event_new_eos());
  EXPECT_EQ(harness.passed().size(), 4U);
  EXPECT_EQ(alive, 0);
}

// A camera with three buffers.
TEST(Select, ASmallPoolNeverRunsDry) {
  SelectHarness harness(Properties{{"top", "8"}});
  GstBufferPool* pool = gst_buffer_pool_new();
  GstStructure* config = gst_buffer_pool_get_config(pool);
  const BufferPtr picture = good_frame();
  const auto size = static_cast<guint>(gst_buffer_get_size(picture.get()));
  gst_buffer_pool_config_set_params(config, nullptr, size, 3, 3);
  ASSERT_TRUE(gst_buffer_pool_set_config(pool, config));
  ASSERT_TRUE(gst_buffer_pool_set_active(pool, TRUE));
  for (int i = 0; i < 20; ++i) {
    GstBufferPoolAcquireParams params = {};
    params.flags = GST_BUFFER_POOL_ACQUIRE_FLAG_DONTWAIT;
    GstBuffer* buffer = nullptr;
    ASSERT_EQ(gst_buffer_pool_acquire_buffer(pool, &buffer, &params), GST_FLOW_OK) << i;
    BufferPtr frame(buffer);
    GstMapInfo map;
    ASSERT_TRUE(gst_buffer_map(picture.get(), &map, GST_MAP_READ));
    gst_buffer_fill(buffer, 0, map.data, map.size);
    gst_buffer_unmap(picture.get(), &map);
    put_score(buffer, 0.5F + 0.01F * static_cast<float>(i));
    EXPECT_EQ(harness.push_next(std::move(frame)), GST_FLOW_OK);
  }
  harness.send(gst_event_new_eos());
  EXPECT_THAT(harness.passed(), ElementsAre(12, 13, 14, 15, 16, 17, 18, 19));
  gst_buffer_pool_set_active(pool, FALSE);
  gst_object_unref(pool);
}

}  // namespace
}  // namespace aesthetic::test
