// SPDX-License-Identifier: MIT
//
// What aestheticoverlay agrees on with its neighbours: compositions where downstream takes them, pixels of
// any format where not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "overlay_caps.hpp"
#include "overlay_harness.hpp"

namespace aesthetic::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* feature = "meta:GstVideoOverlayComposition";

GstVideoOverlayComposition* composition_of(GstBuffer* buffer) {
  auto* meta = gst_buffer_get_video_overlay_composition_meta(buffer);
  return meta != nullptr ? meta->overlay : nullptr;
}

// Anything that upstream might have put there.
GstVideoOverlayComposition* other_composition() {
  const GstVideoInfo info = video_info(GST_VIDEO_FORMAT_BGRA, 8, 8);
  GstBuffer* pixels = gst_buffer_new_allocate(nullptr, info.size, nullptr);
  gst_buffer_memset(pixels, 0, 0xFF, info.size);
  gst_buffer_add_video_meta(pixels, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_BGRA, 8, 8);
  auto* rectangle =
      gst_video_overlay_rectangle_new_raw(pixels, 200, 100, 8, 8, GST_VIDEO_OVERLAY_FORMAT_FLAG_NONE);
  gst_buffer_unref(pixels);
  auto* composition = gst_video_overlay_composition_new(rectangle);
  gst_video_overlay_rectangle_unref(rectangle);
  return composition;
}

BufferPtr scored_frame(GstClockTime pts = 0) {
  return scored(grey_frame(video_info("RGB", 320, 240)), some_score(), pts);
}

TEST(OverlayCaps, ACompositionIsAttachedWhereDownstreamTakesIt) {
  OverlayHarness overlay;
  overlay.take_compositions();
  overlay.set_caps(caps_text("RGB", 320, 240));
  EXPECT_THAT(overlay.output_caps(), HasSubstr(feature));
  BufferPtr frame = scored_frame();
  const GstMemory* const memory = gst_buffer_peek_memory(frame.get(), 0);
  const BufferPtr passed = overlay.pass(std::move(frame));
  EXPECT_EQ(gst_buffer_peek_memory(passed.get(), 0), memory);
  const cv::Mat grey(240, 320, CV_8UC3, cv::Scalar::all(120));
  EXPECT_TRUE(difference(rgb_picture(passed.get(), video_info("RGB", 320, 240)), grey).empty());
  ASSERT_NE(composition_of(passed.get()), nullptr);
  ASSERT_EQ(gst_video_overlay_composition_n_rectangles(composition_of(passed.get())), 1);
}

// What downstream makes of an attached panel is what would have been blended.
TEST(OverlayCaps, AnAttachedPanelLooksLikeABlendedOne) {
  OverlayHarness attaching(Properties{{"position", "bottom-right"}, {"opacity", "0.8"}});
  attaching.take_compositions();
  attaching.set_caps(caps_text("RGB", 320, 240));
  const BufferPtr passed = attaching.pass(scored_frame());
  GstVideoInfo info = video_info("RGB", 320, 240);
  GstVideoFrame mapped;
  ASSERT_TRUE(gst_video_frame_map(&mapped, &info, passed.get(), GST_MAP_READWRITE));
  EXPECT_TRUE(gst_video_overlay_composition_blend(composition_of(passed.get()), &mapped));
  gst_video_frame_unmap(&mapped);

  OverlayHarness blending(Properties{{"position", "bottom-right"}, {"opacity", "0.8"}});
  blending.set_caps(caps_text("RGB", 320, 240));
  EXPECT_TRUE(difference(rgb_picture(passed.get(), info), blending.picture(scored_frame())).empty());
}

TEST(OverlayCaps, NothingIsDrawnAnewWhileNothingChanges) {
  OverlayHarness overlay;
  overlay.take_compositions();
  overlay.set_caps(caps_text("RGB", 320, 240));
  const BufferPtr first = overlay.pass(scored_frame(0));
  const BufferPtr second = overlay.pass(scored_frame(GST_MSECOND));
  EXPECT_EQ(composition_of(first.get()), composition_of(second.get()));
  // The curve moves on.
  const BufferPtr third = overlay.pass(scored_frame(GST_SECOND));
  EXPECT_NE(composition_of(first.get()), composition_of(third.get()));
}

TEST(OverlayCaps, APictureDownstreamHoldsIsNotDrawnOver) {
  OverlayHarness overlay;
  overlay.take_compositions();
  overlay.set_caps(caps_text("RGB", 320, 240));
  const auto pixels = [](const BufferPtr& frame) {
    auto* rectangle = gst_video_overlay_composition_get_rectangle(composition_of(frame.get()), 0);
    GstBuffer* buffer = gst_video_overlay_rectangle_get_pixels_unscaled_raw(
        rectangle, GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA);
    GstMapInfo map;
    EXPECT_TRUE(gst_buffer_map(buffer, &map, GST_MAP_READ));
    std::vector<guint8> copy(map.data, map.data + map.size);
    gst_buffer_unmap(buffer, &map);
    return copy;
  };
  const BufferPtr first = overlay.pass(scored_frame(0));
  const auto before = pixels(first);
  const BufferPtr second = overlay.pass(scored_frame(GST_SECOND));
  EXPECT_EQ(pixels(first), before);
  EXPECT_NE(pixels(second), before);
}

TEST(OverlayCaps, WhatUpstreamAttachedStaysBelowThePanel) {
  OverlayHarness overlay;
  overlay.take_compositions();
  overlay.set_caps("video/x-raw(" + std::string(feature) + "),format=RGB,width=320,height=240");
  GstVideoOverlayComposition* other = other_composition();
  for (const GstClockTime pts : std::vector<GstClockTime>{0, 1, GST_SECOND}) {
    BufferPtr frame = scored_frame(pts);
    gst_buffer_add_video_overlay_composition_meta(frame.get(), other);
    const BufferPtr passed = overlay.pass(std::move(frame));
    auto* merged = composition_of(passed.get());
    ASSERT_EQ(gst_video_overlay_composition_n_rectangles(merged), 2);
    EXPECT_EQ(gst_video_overlay_composition_get_rectangle(merged, 0),
              gst_video_overlay_composition_get_rectangle(other, 0));
    EXPECT_EQ(gst_buffer_get_n_meta(passed.get(), GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE), 1);
  }
  EXPECT_EQ(gst_video_overlay_composition_n_rectangles(other), 1);
  gst_video_overlay_composition_unref(other);
}

TEST(OverlayCaps, WhatUpstreamAttachedStaysOnABlendedFrame) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", 320, 240));
  GstVideoOverlayComposition* other = other_composition();
  BufferPtr frame = scored_frame();
  gst_buffer_add_video_overlay_composition_meta(frame.get(), other);
  const BufferPtr passed = overlay.pass(std::move(frame));
  EXPECT_EQ(composition_of(passed.get()), other);
  gst_video_overlay_composition_unref(other);
}

TEST(OverlayCaps, PixelsAreBlendedWhereDownstreamTakesNoComposition) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", 320, 240));
  EXPECT_THAT(overlay.output_caps(), Not(HasSubstr(feature)));
  const BufferPtr passed = overlay.pass(scored_frame());
  EXPECT_EQ(composition_of(passed.get()), nullptr);
}

TEST(OverlayCaps, FramesOfOtherMemoryGetACompositionOrAnError) {
  const std::string caps = "video/x-raw(memory:GLMemory),format=RGBA,width=320,height=240";
  {
    OverlayHarness overlay;
    overlay.set_caps(caps);
    EXPECT_THAT(overlay.output_caps(), testing::AllOf(HasSubstr(feature), HasSubstr("memory:GLMemory")));
    EXPECT_NE(composition_of(overlay.pass(scored_frame()).get()), nullptr);
  }
  OverlayHarness overlay;
  gst_harness_set_sink_caps_str(overlay.get(), "video/x-raw(memory:GLMemory)");
  overlay.set_caps(caps);
  EXPECT_EQ(gst_harness_push(overlay.get(), scored_frame().release()), GST_FLOW_NOT_NEGOTIATED);
}

TEST(OverlayCaps, DownstreamMayChangeItsMind) {
  OverlayHarness overlay;
  overlay.set_caps(caps_text("RGB", 320, 240));
  EXPECT_EQ(composition_of(overlay.pass(scored_frame()).get()), nullptr);
  overlay.take_compositions();
  gst_harness_push_upstream_event(overlay.get(), gst_event_new_reconfigure());
  EXPECT_NE(composition_of(overlay.pass(scored_frame()).get()), nullptr);
}

TEST(OverlayCaps, SizeAndFormatMayChangeOnTheWay) {
  OverlayHarness overlay;
  for (const auto& [format, width, height] :
       {std::tuple("RGB", 320, 240), std::tuple("I420", 641, 481), std::tuple("P010_10LE", 200, 360),
        std::tuple("GRAY8", 16, 16), std::tuple("YUY2", 321, 241)}) {
    overlay.set_caps(caps_text(format, width, height));
    const GstVideoInfo info = video_info(format, width, height);
    const cv::Mat picture = overlay.picture(scored(grey_frame(info)));
    EXPECT_EQ(width > 16, !difference(picture, rgb_picture(grey_frame(info).get(), info)).empty()) << format;
  }
}

TEST(OverlayCaps, PaddedFramesAreWelcomeAndCroppingByMetadataIsNot) {
  OverlayHarness overlay;
  gst_harness_add_propose_allocation_meta(overlay.get(), GST_VIDEO_META_API_TYPE, nullptr);
  gst_harness_add_propose_allocation_meta(overlay.get(), GST_VIDEO_CROP_META_API_TYPE, nullptr);
  overlay.set_caps(caps_text("RGB", 320, 240));
  const CapsPtr caps(gst_caps_from_string(caps_text("RGB", 320, 240).c_str()));
  GstQuery* query = gst_query_new_allocation(caps.get(), FALSE);
  EXPECT_TRUE(gst_pad_peer_query(overlay.get()->srcpad, query));
  EXPECT_TRUE(gst_query_find_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr));
  EXPECT_FALSE(gst_query_find_allocation_meta(query, GST_VIDEO_CROP_META_API_TYPE, nullptr));
  gst_query_unref(query);
}

std::string text(const CapsPtr& caps) {
  gchar* raw = gst_caps_to_string(caps.get());
  std::string result = raw;
  g_free(raw);
  return result;
}

CapsPtr parsed(const std::string& caps) {
  return CapsPtr(gst_caps_from_string(caps.c_str()));
}

TEST(OverlayCaps, UpstreamMayLeaveTheCompositionToUs) {
  const CapsPtr downstream =
      parsed("video/x-raw(memory:GLMemory, meta:GstVideoOverlayComposition),format=RGBA");
  const CapsPtr expected = parsed(
      "video/x-raw(memory:GLMemory, meta:GstVideoOverlayComposition),format=RGBA;"
      "video/x-raw(memory:GLMemory),format=RGBA");
  EXPECT_TRUE(gst_caps_is_equal(upstream_caps(downstream.get()).get(), expected.get()))
      << text(upstream_caps(downstream.get()));
}

TEST(OverlayCaps, MemoryThatCannotBeDrawnOnIsNotAcceptedForDownstreamWithoutCompositions) {
  EXPECT_TRUE(
      gst_caps_is_empty(upstream_caps(parsed("video/x-raw(memory:GLMemory),format=RGBA").get()).get()));
  const CapsPtr system = parsed(caps_text("RGBA", 8, 8));
  EXPECT_TRUE(gst_caps_is_subset(system.get(), upstream_caps(system.get()).get()));
}

TEST(OverlayCaps, DownstreamIsOfferedTheCompositionFirst) {
  const CapsPtr offered =
      downstream_caps(parsed("video/x-raw,format=I420,width=[1,100],height=5,framerate=1/1").get());
  ASSERT_EQ(gst_caps_get_size(offered.get()), 2U) << text(offered);
  EXPECT_TRUE(gst_caps_features_contains(gst_caps_get_features(offered.get(), 0), feature));
  EXPECT_FALSE(gst_caps_features_contains(gst_caps_get_features(offered.get(), 1), feature));
}

TEST(OverlayCaps, TheSinkTakesWhatDownstreamTakes) {
  OverlayHarness overlay;
  gst_harness_set_sink_caps_str(overlay.get(), "video/x-raw,format=NV12,width=64,height=64,framerate=25/1");
  const CapsPtr caps(gst_pad_peer_query_caps(overlay.get()->srcpad, nullptr));
  const CapsPtr expected = parsed("video/x-raw,format=NV12,width=64,height=64,framerate=25/1");
  EXPECT_TRUE(gst_caps_is_equal(caps.get(), expected.get())) << text(caps);
}

// Every format of the template, at sizes that no chroma and no tile divides.
TEST(OverlayFormats, EachGetsThePanel) {
  const CapsPtr caps(gst_static_caps_get([] {
    static GstStaticCaps all =
        GST_STATIC_CAPS(GST_VIDEO_CAPS_MAKE(GST_VIDEO_OVERLAY_COMPOSITION_BLEND_FORMATS));
    return &all;
  }()));
  const GValue* formats = gst_structure_get_value(gst_caps_get_structure(caps.get(), 0), "format");
  ASSERT_GT(gst_value_list_get_size(formats), 80U);
  OverlayHarness overlay;
  for (guint i = 0; i < gst_value_list_get_size(formats); ++i) {
    const std::string format = g_value_get_string(gst_value_list_get_value(formats, i));
    SCOPED_TRACE(format);
    const int width = whole_tiles(format, 203);
    const GstVideoInfo info = video_info(format, width, 181);
    overlay.set_caps(caps_text(format, width, 181));
    const cv::Mat before = rgb_picture(grey_frame(info, 255).get(), info);
    const cv::Mat after = overlay.picture(scored(grey_frame(info, 255)));
    const cv::Scalar panel = cv::mean(after(cv::Rect(20, 50, 100, 30)));
    for (int channel = 0; channel < 3; ++channel) EXPECT_LT(panel[channel], 150);
    const cv::Rect below(0, 150, width, 31);
    EXPECT_LE(cv::norm(before(below), after(below), cv::NORM_INF), 1);
  }
}

}  // namespace
}  // namespace aesthetic::test
