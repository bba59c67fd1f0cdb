// SPDX-License-Identifier: MIT
//
// Properties that follow a GstControlSource along the stream.
#include <gst/controller/gstdirectcontrolbinding.h>
#include <gst/controller/gstinterpolationcontrolsource.h>
#include <gtest/gtest.h>

#include "frames.hpp"
#include "harness.hpp"
#include "overlay_harness.hpp"

namespace aesthetic::test {
namespace {

// `property` is `first` until one second of stream time, then `second`.
void control(GstElement* element, const char* property, double first, double second) {
  GstControlSource* source = gst_interpolation_control_source_new();
  g_object_set(source, "mode", GST_INTERPOLATION_MODE_NONE, nullptr);
  auto* values = GST_TIMED_VALUE_CONTROL_SOURCE(source);
  gst_timed_value_control_source_set(values, 0, first);
  gst_timed_value_control_source_set(values, GST_SECOND, second);
  EXPECT_NE(gst_object_add_control_binding(GST_OBJECT(element), gst_direct_control_binding_new_absolute(
                                                                    GST_OBJECT(element), property, source)),
            FALSE);
  gst_object_unref(source);
}

TEST(Control, OfTheInterval) {
  const Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  control(harness.element(), "interval", 1, 3);
  const auto is_fresh = [&](guint64 milliseconds) {
    const auto score = harness.score(rgb_frame(noise({8, 8})), milliseconds * GST_MSECOND);
    return score && score->fresh;
  };
  for (const guint64 time : {0, 300, 600, 900}) EXPECT_TRUE(is_fresh(time)) << time;
  EXPECT_FALSE(is_fresh(1000));
  EXPECT_FALSE(is_fresh(1100));
  EXPECT_TRUE(is_fresh(1200));
}

TEST(Control, OfTheOverlaysOpacity) {
  OverlayHarness overlay;
  const auto info = video_info("RGB", 320, 240);
  overlay.set_caps(caps_text("RGB", 320, 240));
  control(overlay.element(), "opacity", 1, 0);
  const cv::Mat grey = rgb_picture(grey_frame(info).get(), info);
  EXPECT_FALSE(difference(overlay.picture(scored(grey_frame(info))), grey).empty());
  BufferPtr later = grey_frame(info);
  GST_BUFFER_PTS(later.get()) = 2 * GST_SECOND;
  EXPECT_TRUE(
      difference(overlay.picture(scored(std::move(later), some_score(), 2 * GST_SECOND)), grey).empty());
}

}  // namespace
}  // namespace aesthetic::test
