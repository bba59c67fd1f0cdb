// SPDX-License-Identifier: MIT
//
// Right scores for every format that the element takes.
#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "aesthetic/picture.hpp"
#include "aesthetic/scorer.hpp"
#include "frames.hpp"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

// The formats in the element's own pad template.
std::vector<std::string> all_formats() {
  GstElement* element = new_element();
  GstPadTemplate* pad_template = gst_element_get_pad_template(element, "sink");
  GstCaps* caps = gst_pad_template_get_caps(pad_template);
  const GValue* list = gst_structure_get_value(gst_caps_get_structure(caps, 0), "format");
  std::vector<std::string> formats;
  for (guint i = 0; i < gst_value_list_get_size(list); ++i)
    formats.emplace_back(g_value_get_string(gst_value_list_get_value(list, i)));
  gst_caps_unref(caps);
  gst_object_unref(element);
  return formats;
}

// Full colours, because some formats (RGB8P, RGB15) have few others.
void expect_scores_of_colours(int usual_width, double tolerance) {
  constexpr int height = 25;
  const auto formats = all_formats();
  EXPECT_GT(formats.size(), 80U);
  Harness harness;
  for (const std::string& format : formats) {
    SCOPED_TRACE(format);
    const int width = whole_tiles(format, usual_width);
    const GstVideoInfo info = video_info(format, width, height);
    harness.set_caps(caps_text(format, width, height));
    const auto white = harness.score(solid_frame(info, {255, 255, 255}));
    ASSERT_TRUE(white);
    EXPECT_NEAR(white->overall, expected_score(255), tolerance);
    if (GST_VIDEO_INFO_IS_GRAY(&info)) continue;
    const auto red = harness.score(solid_frame(info, {255, 0, 0}));
    ASSERT_TRUE(red);
    EXPECT_NEAR(red->attributes.at("red"), expected_score(255), tolerance);
    EXPECT_NEAR(red->attributes.at("green"), expected_score(0), tolerance);
    EXPECT_NEAR(red->attributes.at("blue"), expected_score(0), tolerance);
  }
}

TEST(Formats, EachGivesTheScoresOfItsColour) {
  expect_scores_of_colours(34, 0.01);
}

// GstVideoConverter 1.22, which makes the frames, leaves the last chroma column of NV61 and of the packed
// 10-bit formats unwritten.
TEST(Formats, EachGivesTheScoresOfItsColourAtAnOddWidth) {
  expect_scores_of_colours(33, 0.03);
}

TEST(Formats, RgbAtOddWidthsGivesWhatTheScorerGives) {
  Scorer scorer(network("mean"));
  Harness harness;
  for (const int width : {320, 321, 322, 323, 1366}) {
    SCOPED_TRACE(width);
    const cv::Mat picture = scene({width, 64});
    cv::Mat bgr;
    cv::cvtColor(picture, bgr, cv::COLOR_RGB2BGR);
    const Scores expected = scorer.score(prepare(bgr, scorer.card().input));
    harness.set_caps(caps_text("RGB", width, 64));
    const auto score = harness.score(rgb_frame(picture));
    ASSERT_TRUE(score);
    EXPECT_NEAR(score->overall, static_cast<double>(expected.overall()), yuv_rounding);
    ASSERT_EQ(score->attributes.size(), expected.size() - 1);
    for (std::size_t task = 1; task < expected.size(); ++task)
      EXPECT_NEAR(score->attributes.at(expected.name(task)), static_cast<double>(expected.value(task)),
                  yuv_rounding);
    EXPECT_EQ(score->model, scorer.card().name);
    const auto padded = harness.score(rgb_frame(picture, 3 * width + 13, 5));
    ASSERT_TRUE(padded);
    EXPECT_EQ(padded->overall, score->overall);
    EXPECT_EQ(padded->attributes, score->attributes);
  }
}

TEST(Formats, AModelThatTakesBgrGivesTheSameScores) {
  Harness rgb_model;
  Harness bgr_model(Properties{{"model", network("mean_bgr")}});
  for (Harness* harness : {&rgb_model, &bgr_model}) {
    harness->set_caps(caps_text("RGB", 16, 16));
    const auto score = harness->score(solid_frame(video_info("RGB", 16, 16), {250, 130, 10}));
    ASSERT_TRUE(score);
    EXPECT_NEAR(score->attributes.at("red"), expected_score(250), yuv_rounding);
    EXPECT_NEAR(score->attributes.at("green"), expected_score(130), yuv_rounding);
    EXPECT_NEAR(score->attributes.at("blue"), expected_score(10), yuv_rounding);
  }
}

TEST(Formats, OthersAreNotAccepted) {
  Harness harness;
  GstPad* pad = gst_element_get_static_pad(harness.element(), "sink");
  const auto accepts = [pad](const char* text) {
    GstCaps* caps = gst_caps_from_string(text);
    const gboolean answer = gst_pad_query_accept_caps(pad, caps);
    gst_caps_unref(caps);
    return answer != FALSE;
  };
  EXPECT_TRUE(accepts("video/x-raw,format=NV12,width=64,height=48,framerate=25/1"));
  EXPECT_FALSE(accepts("video/x-raw(memory:GLMemory),format=RGBA,width=64,height=48,framerate=25/1"));
  EXPECT_FALSE(accepts("video/x-h264,width=64,height=48,framerate=25/1"));
  EXPECT_FALSE(accepts("audio/x-raw,format=S16LE,rate=48000,channels=2,layout=interleaved"));
  gst_object_unref(pad);
}

TEST(Formats, CapsMayChangeInTheStream) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 64, 48));
  EXPECT_TRUE(harness.score(solid_frame(video_info("RGB", 64, 48), {255, 0, 0})));
  harness.set_caps(caps_text("NV12", 18, 34));
  const auto score = harness.score(solid_frame(video_info("NV12", 18, 34), {255, 255, 255}));
  ASSERT_TRUE(score);
  EXPECT_NEAR(score->overall, expected_score(255), 0.02);
}

}  // namespace
}  // namespace aesthetic::test
