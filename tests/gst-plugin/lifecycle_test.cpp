// SPDX-License-Identifier: MIT
//
// States, properties and reuse.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "frames.hpp"
#include "harness.hpp"
#include "pipeline.hpp"

namespace aesthetic::test {
namespace {

std::optional<std::string> active_device(GstElement* element) {
  gchar* text = nullptr;
  g_object_get(element, "active-device", &text, nullptr);
  if (text == nullptr) return std::nullopt;
  std::string device = text;
  g_free(text);
  return device;
}

TEST(Lifecycle, StatesCanBeCycled) {
  GstElement* element = new_element();
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(gst_element_set_state(element, GST_STATE_PLAYING), GST_STATE_CHANGE_SUCCESS);
    ASSERT_EQ(gst_element_set_state(element, GST_STATE_NULL), GST_STATE_CHANGE_SUCCESS);
  }
  gst_object_unref(element);
}

TEST(Lifecycle, APipelineRunsAgain) {
  Pipeline pipeline(
      "videotestsrc num-buffers=4 pattern=white ! video/x-raw,format=I420,width=32,height=32 ! "
      "aestheticscore name=scorer interval=3 ! fakesink");
  std::vector<bool> fresh;
  std::vector<std::string> models;
  pipeline.on_buffers("scorer", "src", [&](GstBuffer* buffer) {
    const auto score = read_score(buffer);
    ASSERT_TRUE(score);
    fresh.push_back(score->fresh);
    models.push_back(score->model);
  });
  for (const char* model : {"mean", "mean_bgr", "mean"}) {
    fresh.clear();
    models.clear();
    pipeline.set("scorer", "model", network(model));
    EXPECT_EQ(pipeline.run(), std::nullopt);
    EXPECT_THAT(fresh, testing::ElementsAre(true, false, false, true));
    EXPECT_THAT(models, testing::Each(model));
  }
}

TEST(Lifecycle, TheActiveDeviceIsKnownWhileTheModelIsLoaded) {
  GstElement* element = new_element({{"device", "cpu"}});
  EXPECT_EQ(active_device(element), std::nullopt);
  gst_element_set_state(element, GST_STATE_PAUSED);
  EXPECT_EQ(active_device(element), "cpu");
  gst_element_set_state(element, GST_STATE_READY);
  EXPECT_EQ(active_device(element), std::nullopt);
  gst_element_set_state(element, GST_STATE_NULL);
  gst_object_unref(element);
}

TEST(Lifecycle, AutomaticDeviceBecomesARealOne) {
  GstElement* element = new_element({{"device", "auto"}});
  gst_element_set_state(element, GST_STATE_PAUSED);
  EXPECT_THAT(active_device(element), testing::AnyOf("cpu-onednn", "cuda"));
  gst_element_set_state(element, GST_STATE_NULL);
  gst_object_unref(element);
}

TEST(Lifecycle, DefaultsAreTheDocumentedOnes) {
  load_plugin();
  GstElement* element = gst_element_factory_make("aestheticscore", nullptr);
  gchar* model = nullptr;
  gint device = -1;
  guint interval = 0;
  gboolean post_messages = FALSE;
  gboolean qos = TRUE;
  guint64 message_interval = 1;
  g_object_get(element, "model", &model, "device", &device, "interval", &interval, "post-messages",
               &post_messages, "message-interval", &message_interval, "qos", &qos, nullptr);
  EXPECT_EQ(model, nullptr);
  EXPECT_EQ(device, 0);
  EXPECT_EQ(interval, 1U);
  EXPECT_TRUE(post_messages);
  EXPECT_EQ(message_interval, 0U);
  EXPECT_FALSE(qos);
  gst_object_unref(element);
}

TEST(Lifecycle, TheDefaultModelIsTheOneTheEnvironmentNames) {
  g_setenv("AESTHETIC_MODEL", network("mean_bgr").c_str(), TRUE);
  {
    GstElement* element = new_element();
    g_object_set(element, "model", nullptr, nullptr);
    EXPECT_EQ(gst_element_set_state(element, GST_STATE_PAUSED), GST_STATE_CHANGE_SUCCESS);
    gst_element_set_state(element, GST_STATE_NULL);
    gst_object_unref(element);
  }
  g_setenv("AESTHETIC_MODEL", "/no/such/network.onnx", TRUE);
  {
    GstElement* element = new_element();
    g_object_set(element, "model", nullptr, nullptr);
    EXPECT_EQ(gst_element_set_state(element, GST_STATE_PAUSED), GST_STATE_CHANGE_FAILURE);
    gst_element_set_state(element, GST_STATE_NULL);
    gst_object_unref(element);
  }
  g_unsetenv("AESTHETIC_MODEL");
}

TEST(Lifecycle, PropertiesCanBeUsedWhileFramesPass) {
  Pipeline pipeline(
      "videotestsrc num-buffers=300 ! video/x-raw,width=32,height=32 ! aestheticscore name=scorer ! "
      "fakesink");
  GstElement* element = gst_bin_get_by_name(GST_BIN(pipeline.get()), "scorer");
  std::atomic<bool> done = false;
  std::thread application([&] {
    for (guint interval = 1; !done; interval = interval % 5 + 1) {
      GstStructure* score = nullptr;
      g_object_get(element, "last-score", &score, nullptr);
      if (score != nullptr) gst_structure_free(score);
      active_device(element);
      g_object_set(element, "interval", interval, "post-messages", interval % 2 == 0, nullptr);
    }
  });
  EXPECT_EQ(pipeline.run(), std::nullopt);
  done = true;
  application.join();
  gst_object_unref(element);
}

}  // namespace
}  // namespace aesthetic::test
