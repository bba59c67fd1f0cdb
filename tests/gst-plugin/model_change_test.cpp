// SPDX-License-Identifier: MIT
//
// Another `model` while frames pass.
#include <gmock/gmock.h>
#include <gst/base/gstbasetransform.h>
#include <gtest/gtest.h>

#include "frames.hpp"
#include "harness.hpp"
#include "score_weights.hpp"

namespace aesthetic::test {
namespace {

constexpr int most_frames = 20000;

class ModelChange : public testing::Test {
 protected:
  explicit ModelChange(const Properties& properties = {}) : harness(properties) {
    harness.set_caps(caps_text("RGB", 8, 8));
  }

  // Red: mean.onnx and mean_bgr.onnx give it the same scores.
  std::optional<Score> next() {
    return harness.score(solid_frame(video_info("RGB", 8, 8), {255, 0, 0}), GST_MSECOND * count++);
  }
  void set_model(const std::string& name) const {
    g_object_set(harness.element(), "model", network(name).c_str(), nullptr);
  }
  std::string model() const {
    gchar* text = nullptr;
    g_object_get(harness.element(), "model", &text, nullptr);
    std::string model = text != nullptr ? text : "";
    g_free(text);
    return model;
  }
  // Frames until one carries a fresh score of that model.
  std::optional<Score> first_score_of(const std::string& name) {
    for (int i = 0; i < most_frames; ++i) {
      auto score = next();
      if (score && score->fresh && score->model == name) return score;
      g_usleep(1000);
    }
    return std::nullopt;
  }
  std::optional<std::string> wait_for_warning() const {
    GstMessage* message = gst_bus_timed_pop_filtered(harness.bus(), 60 * GST_SECOND, GST_MESSAGE_WARNING);
    if (message == nullptr) return std::nullopt;
    GError* fault = nullptr;
    gst_message_parse_warning(message, &fault, nullptr);
    std::string text = fault->message;
    g_error_free(fault);
    gst_message_unref(message);
    return text;
  }

  Harness harness;
  guint64 count = 0;
};

TEST_F(ModelChange, TheStreamGoesOverToTheNewModel) {
  EXPECT_EQ(next()->model, "mean");
  set_model("mean_bgr");
  const auto score = first_score_of("mean_bgr");
  ASSERT_TRUE(score);
  EXPECT_NEAR(score->attributes.at("red"), expected_score(255), yuv_rounding);
  EXPECT_EQ(next()->model, "mean_bgr");
}

TEST_F(ModelChange, DownstreamIsToldWhatTheCardChoosesBy) {
  const auto by = [&] {
    GstEvent* event = gst_pad_get_sticky_event(GST_BASE_TRANSFORM_SRC_PAD(harness.element()),
                                               GST_EVENT_CUSTOM_DOWNSTREAM_STICKY, 0);
    if (event == nullptr) return std::string("no event");
    EXPECT_TRUE(gst_event_has_name(event, "aesthetic-choice"));
    std::string text = gst_structure_get_string(gst_event_get_structure(event), "by");
    gst_event_unref(event);
    return text;
  };
  EXPECT_EQ(by(), "no event");
  next();
  EXPECT_EQ(by(), "overall");
  g_object_set(harness.element(), "model", default_model().c_str(), nullptr);
  const auto card = read_card(card_path(default_model()));
  ASSERT_FALSE(card.choice.empty());
  ASSERT_TRUE(first_score_of(card.name));
  EXPECT_EQ(by(), text_of(card.choice));
  set_model("mean");
  ASSERT_TRUE(first_score_of("mean"));
  EXPECT_EQ(by(), "overall");
}

TEST_F(ModelChange, EveryFrameIsScoredMeanwhile) {
  set_model("slow");
  for (int i = 0; i < most_frames; ++i) {
    const auto score = next();
    ASSERT_TRUE(score);
    EXPECT_TRUE(score->fresh);
    if (score->model == "slow") return;
  }
  FAIL() << "the new model never came";
}

TEST_F(ModelChange, TheNewModelMayTakePicturesOfAnotherSizeAndHaveOtherTasks) {
  set_model("two_outputs");
  ASSERT_TRUE(first_score_of("two_outputs"));
  set_model("slow");
  const auto score = first_score_of("slow");
  ASSERT_TRUE(score);
  EXPECT_TRUE(score->attributes.empty());
}

TEST_F(ModelChange, ABadOneIsRefusedWithAWarningAndTheOldOneStays) {
  for (const char* bad : {"absent", "garbage", "wrong_sha", "wrong_task_count"}) {
    set_model(bad);
    const auto text = wait_for_warning();
    ASSERT_TRUE(text) << bad;
    EXPECT_THAT(*text, testing::HasSubstr(bad));
    EXPECT_EQ(model(), network("mean"));
    EXPECT_EQ(next()->model, "mean");
    EXPECT_EQ(take_error(harness.bus()), std::nullopt);
  }
}

TEST_F(ModelChange, OfManyTheLastOneWins) {
  for (int i = 0; i < 20; ++i) set_model(i % 2 == 0 ? "two_outputs" : "mean");
  set_model("mean_bgr");
  ASSERT_TRUE(first_score_of("mean_bgr"));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(next()->model, "mean_bgr");
}

TEST_F(ModelChange, WhatIsShownIsOfTheModelThatRuns) {
  set_model("mean_bgr");
  ASSERT_TRUE(first_score_of("mean_bgr"));
  GstStructure* stats = nullptr;
  g_object_get(harness.element(), "stats", &stats, nullptr);
  const StructurePtr owner(stats);
  EXPECT_STREQ(gst_structure_get_string(stats, "model"), "mean_bgr");
}

TEST_F(ModelChange, MayStopWhileItLoads) {
  set_model("slow");
  EXPECT_EQ(gst_element_set_state(harness.element(), GST_STATE_NULL), GST_STATE_CHANGE_SUCCESS);
  EXPECT_EQ(model(), network("slow"));
  EXPECT_EQ(gst_element_set_state(harness.element(), GST_STATE_PLAYING), GST_STATE_CHANGE_SUCCESS);
}

class AsyncModelChange : public ModelChange {
 protected:
  AsyncModelChange() : ModelChange({{"mode", "async"}}) {}
};

TEST_F(AsyncModelChange, TheStreamGoesOverToTheNewModel) {
  next();
  set_model("mean_bgr");
  for (int i = 0; i < most_frames; ++i) {
    const auto score = next();
    if (score && score->model == "mean_bgr") return;
    g_usleep(1000);
  }
  FAIL() << "the new model never came";
}

}  // namespace
}  // namespace aesthetic::test
