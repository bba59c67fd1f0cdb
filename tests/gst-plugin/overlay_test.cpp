// SPDX-License-Identifier: MIT
//
// aestheticoverlay: what it draws on which frames, and what becomes of its properties.
#include <glib/gstdio.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "overlay_harness.hpp"
#include "pipeline.hpp"

namespace aesthetic::test {
namespace {

constexpr int width = 320;
constexpr int height = 240;

const GstVideoInfo& rgb() {
  static const GstVideoInfo info = video_info("RGB", width, height);
  return info;
}

const cv::Mat& plain() {
  static const cv::Mat picture(height, width, CV_8UC3, cv::Scalar::all(120));
  return picture;
}

// A grey frame with a score as it comes out.
cv::Mat shown(const Properties& properties, const FrameScore& score = some_score(), GstClockTime pts = 0,
              GstClockTime age = 0) {
  OverlayHarness overlay(properties);
  overlay.set_caps(caps_text("RGB", width, height));
  return overlay.picture(scored(grey_frame(rgb()), score, pts, age));
}

bool same(const cv::Mat& one, const cv::Mat& other) {
  return difference(one, other).empty();
}

TEST(Overlay, PutsAPanelOnTheFrameAndLeavesTheRest) {
  const cv::Rect panel = difference(shown({}), plain());
  EXPECT_GT(panel.width, 100);
  EXPECT_GT(panel.height, 60);
  EXPECT_LT(panel.width, 200);
  EXPECT_LT(panel.height, 140);
}

TEST(Overlay, AFrameWithoutAScoreIsTheSameBuffer) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", width, height));
  BufferPtr frame = rgb_frame(noise({width, height}));
  const GstBuffer* const pushed = frame.get();
  const GstMemory* const memory = gst_buffer_peek_memory(frame.get(), 0);
  const BufferPtr passed = overlay.pass(std::move(frame));
  EXPECT_EQ(passed.get(), pushed);
  EXPECT_EQ(gst_buffer_peek_memory(passed.get(), 0), memory);
  EXPECT_TRUE(same(rgb_picture(passed.get(), rgb()), noise({width, height})));
}

TEST(Overlay, AFrameWithAScoreLostOnTheWayIsTheSameAgain) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", width, height));
  EXPECT_FALSE(same(overlay.picture(scored(grey_frame(rgb()))), plain()));
  EXPECT_TRUE(same(overlay.picture(grey_frame(rgb())), plain()));
}

TEST(Overlay, KeepsTimesFlagsAndTheScore) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", width, height));
  BufferPtr frame = scored(grey_frame(rgb()), some_score(), 40);
  GST_BUFFER_DURATION(frame.get()) = 20;
  GST_BUFFER_FLAG_SET(frame.get(), GST_BUFFER_FLAG_MARKER);
  const BufferPtr passed = overlay.pass(std::move(frame));
  EXPECT_EQ(GST_BUFFER_PTS(passed.get()), 40);
  EXPECT_EQ(GST_BUFFER_DURATION(passed.get()), 20);
  EXPECT_TRUE(GST_BUFFER_FLAG_IS_SET(passed.get(), GST_BUFFER_FLAG_MARKER));
  EXPECT_TRUE(read_score(passed.get()));
}

TEST(Overlay, DrawsIntoACopyOfAFrameThatOthersHold) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", width, height));
  BufferPtr frame = scored(grey_frame(rgb()));
  const BufferPtr held(gst_buffer_ref(frame.get()));
  EXPECT_FALSE(same(overlay.picture(std::move(frame)), plain()));
  EXPECT_TRUE(same(rgb_picture(held.get(), rgb()), plain()));
}

TEST(Overlay, ShowsEachScore) {
  const Properties still = {{"show-curve", "false"}};
  const cv::Mat before = shown(still, some_score({0.6F, 0.3F, 0.8F}));
  const cv::Rect first = difference(before, shown(still, some_score({0.7F, 0.3F, 0.8F})));
  const cv::Rect second = difference(before, shown(still, some_score({0.6F, 0.4F, 0.8F})));
  const cv::Rect third = difference(before, shown(still, some_score({0.6F, 0.3F, 0.9F})));
  EXPECT_FALSE(first.empty());
  EXPECT_LT(first.br().y, second.y);
  EXPECT_LT(second.br().y, third.y);
  EXPECT_TRUE(same(before, shown(still, some_score({0.6001F, 0.3001F, 0.7999F}))));
}

TEST(Overlay, OpacityMixesPanelAndPicture) {
  const cv::Mat full = shown({});
  const cv::Mat half = shown({{"opacity", "0.5"}});
  cv::Mat expected;
  cv::addWeighted(plain(), 0.5, full, 0.5, 0, expected);
  EXPECT_LE(cv::norm(half, expected, cv::NORM_INF), 3);
  EXPECT_GT(cv::norm(half, full, cv::NORM_INF), 20);
}

TEST(Overlay, WithOpacityZeroFramesPassUntouched) {
  OverlayHarness overlay(Properties{{"opacity", "0"}});
  overlay.set_caps(caps_text("RGB", width, height));
  BufferPtr frame = scored(grey_frame(rgb()));
  const GstBuffer* const pushed = frame.get();
  EXPECT_EQ(overlay.pass(std::move(frame)).get(), pushed);
}

// Where something lies that has so much room on either side: 0, 1, 2.
int third(int before, int after) {
  if (std::abs(before - after) <= 2) return 1;
  return before < after ? 0 : 2;
}

TEST(Overlay, PositionsAreWhatTheySay) {
  const std::vector<std::string> rows = {"top", "", "bottom"};
  const std::vector<std::string> columns = {"left", "", "right"};
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      std::string name = rows[static_cast<std::size_t>(row)];
      const std::string& side = columns[static_cast<std::size_t>(column)];
      name += (name.empty() || side.empty() ? "" : "-") + side;
      if (name.empty()) name = "center";
      SCOPED_TRACE(name);
      const cv::Rect panel = difference(shown({{"position", name}}), plain());
      const int left = panel.x;
      const int right = width - panel.br().x;
      const int above = panel.y;
      const int below = height - panel.br().y;
      EXPECT_EQ(third(left, right), column);
      EXPECT_EQ(third(above, below), row);
      EXPECT_GT(std::min(std::min(left, right), std::min(above, below)), 2);
    }
  }
}

TEST(Overlay, SizeIsAPartOfTheShorterSide) {
  for (const auto& [w, h] : {std::pair(1280, 720), std::pair(720, 1280)}) {
    const GstVideoInfo info = video_info("GRAY8", w, h);
    OverlayHarness overlay(Properties{{"size", "0.6"}});
    overlay.set_caps(caps_text("GRAY8", w, h));
    const cv::Mat with = overlay.picture(scored(grey_frame(info)));
    EXPECT_EQ(difference(with, rgb_picture(grey_frame(info).get(), info)).width, 432);
  }
}

TEST(Overlay, PixelsThatAreNotSquareMakeNoWiderPanel) {
  const GstVideoInfo info = video_info("GRAY8", 640, 480);
  const auto panel_width = [&](const std::string& aspect) {
    OverlayHarness overlay;
    overlay.set_caps(caps_text("GRAY8", 640, 480) + ",pixel-aspect-ratio=" + aspect);
    return difference(overlay.picture(scored(grey_frame(info))), rgb_picture(grey_frame(info).get(), info))
        .width;
  };
  EXPECT_NEAR(panel_width("1/1"), 2 * panel_width("2/1"), 4);
}

TEST(Overlay, TasksChoosesWhatIsShown) {
  const cv::Rect all = difference(shown({}), plain());
  const cv::Rect overall = difference(shown({{"tasks", "overall"}}), plain());
  const cv::Rect quality = difference(shown({{"tasks", " quality ,"}}), plain());
  EXPECT_LT(overall.height, all.height);
  EXPECT_LT(quality.height, overall.height);  // no curve either
  EXPECT_FALSE(quality.empty());
  EXPECT_TRUE(same(shown({}), shown({{"tasks", "overall,quality,rule_of_thirds"}})));
  EXPECT_FALSE(same(shown({}), shown({{"tasks", "overall,rule_of_thirds,quality"}})));
}

TEST(Overlay, AnUnknownTaskIsNamedInOneWarning) {
  OverlayHarness overlay(Properties{{"tasks", "overall,beauty,rule_of_thirds,fun"}});
  overlay.set_caps(caps_text("RGB", width, height));
  const cv::Mat with = overlay.picture(scored(grey_frame(rgb())));
  overlay.set_caps(caps_text("RGB", 640, 480));
  overlay.pass(scored(grey_frame(video_info("RGB", 640, 480))));
  EXPECT_THAT(
      overlay.take_warnings(),
      testing::ElementsAre("tasks: the model has no beauty, fun; it has overall, quality, rule_of_thirds"));
  EXPECT_TRUE(same(with, shown({{"tasks", "overall,rule_of_thirds"}})));
}

TEST(Overlay, OnlyUnknownTasksLeaveTheFrameAlone) {
  EXPECT_TRUE(same(shown({{"tasks", "beauty"}}), plain()));
}

TEST(Overlay, AnOldScoreSaysHowOldItIs) {
  const Properties still = {{"show-curve", "false"}};
  const cv::Mat fresh = shown(still, some_score(), 9 * GST_SECOND);
  EXPECT_TRUE(same(fresh, shown(still, some_score(), 9 * GST_SECOND, 900 * GST_MSECOND)));
  const cv::Mat old = shown(still, some_score(), 9 * GST_SECOND, 3 * GST_SECOND);
  EXPECT_FALSE(same(fresh, old));
  EXPECT_FALSE(same(old, shown(still, some_score(), 9 * GST_SECOND, 5 * GST_SECOND)));
}

TEST(Overlay, ScoresOfAnotherModelGetTheirOwnPanel) {
  OverlayHarness overlay(Properties{{"show-curve", "false"}});
  overlay.set_caps(caps_text("RGB", width, height));
  overlay.pass(scored(grey_frame(rgb())));
  const FrameScore fewer = some_score({0.5F, 0.5F});
  EXPECT_TRUE(
      same(overlay.picture(scored(grey_frame(rgb()), fewer)), shown({{"show-curve", "false"}}, fewer)));
}

TEST(Overlay, ChangesOfPropertiesShowOnTheNextFrame) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", width, height));
  overlay.pass(scored(grey_frame(rgb())));
  const Properties changes = {{"position", "bottom-right"},
                              {"opacity", "0.5"},
                              {"show-curve", "false"},
                              {"tasks", "overall,quality"},
                              {"size", "0.9"}};
  Properties set;
  for (const auto& [name, value] : changes) {
    gst_util_set_object_arg(G_OBJECT(overlay.element()), name.c_str(), value.c_str());
    set.emplace_back(name, value);
    EXPECT_TRUE(same(overlay.picture(scored(grey_frame(rgb()))), shown(set))) << name;
  }
}

TEST(Overlay, FramesTooSmallForAPanelPassUntouched) {
  for (const auto& [w, h] : {std::pair(1, 1), std::pair(16, 16), std::pair(100, 400), std::pair(400, 40)}) {
    OverlayHarness overlay;
    overlay.set_caps(caps_text("I420", w, h));
    BufferPtr frame = scored(grey_frame(video_info("I420", w, h)));
    const GstBuffer* const pushed = frame.get();
    EXPECT_EQ(overlay.pass(std::move(frame)).get(), pushed) << w << " x " << h;
  }
}

TEST(Overlay, StatesCanBeCycled) {
  load_plugin();
  GstElement* element = gst_element_factory_make("aestheticoverlay", nullptr);
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(gst_element_set_state(element, GST_STATE_PLAYING), GST_STATE_CHANGE_SUCCESS);
    ASSERT_EQ(gst_element_set_state(element, GST_STATE_NULL), GST_STATE_CHANGE_SUCCESS);
  }
  gst_object_unref(element);
}

TEST(Overlay, APipelineRunsAgain) {
  Pipeline pipeline(
      "videotestsrc num-buffers=4 ! video/x-raw,format=NV12,width=320,height=240 ! aestheticscore "
      "name=scorer ! "
      "aestheticoverlay ! aestheticoverlay position=bottom-right ! videoconvert ! jpegenc ! fakesink");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(pipeline.run(), std::nullopt);
}

TEST(Overlay, PropertiesCanBeSetWhileFramesPass) {
  Pipeline pipeline(
      "videotestsrc num-buffers=300 ! video/x-raw,width=160,height=120 ! aestheticscore name=scorer ! "
      "aestheticoverlay name=overlay ! fakesink");
  GstElement* element = gst_bin_get_by_name(GST_BIN(pipeline.get()), "overlay");
  std::atomic<bool> done = false;
  std::thread application([&] {
    for (int i = 0; !done; ++i)
      g_object_set(element, "tasks", i % 2 == 0 ? "overall" : nullptr, "position", i % 9, "opacity",
                   (i % 5) / 4.0, "size", 0.1 + (i % 10) * 0.09, "history",
                   static_cast<guint64>(1 + i % 7) * GST_SECOND, nullptr);
  });
  EXPECT_EQ(pipeline.run(), std::nullopt);
  done = true;
  application.join();
  gst_object_unref(element);
}

TEST(Overlay, DefaultsAreTheDocumentedOnes) {
  OverlayHarness overlay;
  gchar* tasks = nullptr;
  gint position = -1;
  gdouble size = 0;
  gdouble opacity = 0;
  gboolean show_curve = FALSE;
  guint64 history = 0;
  g_object_get(overlay.element(), "tasks", &tasks, "position", &position, "size", &size, "opacity", &opacity,
               "show-curve", &show_curve, "history", &history, nullptr);
  EXPECT_EQ(tasks, nullptr);
  EXPECT_EQ(position, 0);
  EXPECT_EQ(size, 0.45);
  EXPECT_EQ(opacity, 1);
  EXPECT_TRUE(show_curve);
  EXPECT_EQ(history, 10 * GST_SECOND);
}

// In a process of its own: fontconfig reads its configuration once.
[[noreturn]] void start_without_fonts() {
  gchar* configuration = nullptr;
  const gint file = g_file_open_tmp(nullptr, &configuration, nullptr);
  g_close(file, nullptr);
  g_file_set_contents(configuration, "<fontconfig></fontconfig>", -1, nullptr);
  g_setenv("FONTCONFIG_FILE", configuration, TRUE);
  load_plugin();
  GstElement* element = gst_element_factory_make("aestheticoverlay", nullptr);
  GstBus* bus = gst_bus_new();
  gst_element_set_bus(element, bus);
  const bool fails = gst_element_set_state(element, GST_STATE_PAUSED) == GST_STATE_CHANGE_FAILURE;
  const auto fault = take_error(bus);
  g_remove(configuration);
  if (fault) g_printerr("%s\n", fault->text.c_str());
  std::exit(fails && fault && fault->domain == GST_RESOURCE_ERROR &&
                    fault->code == GST_RESOURCE_ERROR_NOT_FOUND
                ? 0
                : 1);
}

TEST(OverlayDeathTest, WithoutAFontStartingFailsAndSaysWhatToInstall) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  EXPECT_EXIT(start_without_fonts(), testing::ExitedWithCode(0), "no font is installed.*fonts-dejavu-core");
}

}  // namespace
}  // namespace aesthetic::test
