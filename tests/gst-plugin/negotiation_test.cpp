// SPDX-License-Identifier: MIT
//
// What the element does not take is refused when caps are agreed on, before any frame.
#include <gtest/gtest.h>

#include "frames.hpp"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

using CapsPtr = std::unique_ptr<GstCaps, decltype(&gst_caps_unref)>;

CapsPtr caps_of(const char* text) {
  return {gst_caps_from_string(text), gst_caps_unref};
}

// The element's answer to a CAPS event.
bool takes(const Harness& harness, const char* text) {
  GstPad* pad = gst_element_get_static_pad(harness.element(), "sink");
  const gboolean taken = gst_pad_send_event(pad, gst_event_new_caps(caps_of(text).get()));
  gst_object_unref(pad);
  return taken != FALSE;
}

class RefusedCaps : public testing::TestWithParam<const char*> {};

TEST_P(RefusedCaps, AreRefusedAndOthersMayFollow) {
  Harness harness;
  gst_harness_push_event(harness.get(), gst_event_new_stream_start("stream"));
  EXPECT_FALSE(takes(harness, GetParam()));
  harness.set_caps(caps_text("RGB", 8, 8));
  EXPECT_TRUE(harness.score(rgb_frame(noise({8, 8}))));
}

INSTANTIATE_TEST_SUITE_P(
    Caps, RefusedCaps,
    testing::Values("video/x-raw(memory:DMABuf),format=NV12,width=64,height=48,framerate=25/1",
                    "video/x-raw(memory:GLMemory),format=RGBA,width=64,height=48,framerate=25/1",
                    "video/x-raw(memory:CUDAMemory),format=NV12,width=64,height=48,framerate=25/1",
                    "video/x-raw(format:Interlaced),format=NV12,interlace-mode=alternate,width=64,height=48,"
                    "framerate=25/1",
                    "video/x-raw,format=NV12,framerate=25/1", "video/x-h264,width=64,height=48"));

TEST(Negotiation, CapsOfOtherMemoryAreNotOffered) {
  Harness harness;
  const CapsPtr offered(gst_pad_peer_query_caps(harness.get()->srcpad, nullptr), gst_caps_unref);
  ASSERT_GT(gst_caps_get_size(offered.get()), 0U);
  for (guint i = 0; i < gst_caps_get_size(offered.get()); ++i)
    EXPECT_TRUE(gst_caps_features_is_equal(gst_caps_get_features(offered.get(), i),
                                           GST_CAPS_FEATURES_MEMORY_SYSTEM_MEMORY));
}

TEST(Negotiation, DownstreamLimitsWhatUpstreamMaySend) {
  Harness harness;
  gst_harness_set_sink_caps_str(harness.get(), "video/x-raw,format={NV12,I420},width=320");
  const CapsPtr offered(gst_pad_peer_query_caps(harness.get()->srcpad, nullptr), gst_caps_unref);
  EXPECT_TRUE(gst_caps_can_intersect(
      offered.get(), caps_of("video/x-raw,format=NV12,width=320,height=240,framerate=25/1").get()));
  EXPECT_FALSE(gst_caps_can_intersect(
      offered.get(), caps_of("video/x-raw,format=RGB,width=320,height=240,framerate=25/1").get()));
  EXPECT_FALSE(gst_caps_can_intersect(
      offered.get(), caps_of("video/x-raw,format=NV12,width=64,height=240,framerate=25/1").get()));
}

TEST(Negotiation, AFrameTooLargeToDescribeIsAnError) {
  Harness harness;
  gst_harness_push_event(harness.get(), gst_event_new_stream_start("stream"));
  EXPECT_FALSE(takes(harness, "video/x-raw,format=RGB,width=2147483647,height=2147483647,framerate=25/1"));
  const auto fault = take_error(harness.bus());
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->domain, GST_STREAM_ERROR);
  EXPECT_EQ(fault->code, GST_STREAM_ERROR_FORMAT);
}

TEST(Negotiation, AnotherSizeAndFormatMayFollowInTheStream) {
  Harness harness;
  int count = 0;
  for (const char* format : {"RGB", "NV12", "GRAY8", "I420_10LE", "YUY2"})
    for (const int size : {16, 33, 5}) {
      harness.set_caps(caps_text(format, size, size));
      const auto score = harness.score(solid_frame(video_info(format, size, size), {255, 255, 255}),
                                       static_cast<GstClockTime>(++count) * GST_SECOND);
      ASSERT_TRUE(score) << format << ' ' << size;
      EXPECT_TRUE(score->fresh);
      EXPECT_NEAR(score->overall, expected_score(255), 0.02) << format << ' ' << size;
    }
}

}  // namespace
}  // namespace aesthetic::test
