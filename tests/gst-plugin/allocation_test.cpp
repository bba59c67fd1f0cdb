// SPDX-License-Identifier: MIT
//
// Frames go on as they come, so what upstream may allocate is up to downstream.
#include <gst/video/video.h>
#include <gtest/gtest.h>

#include "frames.hpp"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

struct Offer {
  bool video_meta = false;
  bool crop_meta = false;
};

Offer offer_to_upstream(const Harness& harness) {
  harness.set_caps(caps_text("RGB", 8, 8));
  EXPECT_TRUE(harness.score(rgb_frame(noise({8, 8}))));
  GstCaps* caps = gst_caps_from_string(caps_text("RGB", 8, 8).c_str());
  GstQuery* query = gst_query_new_allocation(caps, FALSE);
  EXPECT_TRUE(gst_pad_peer_query(harness.get()->srcpad, query));
  const Offer offer = {gst_query_find_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr) != FALSE,
                       gst_query_find_allocation_meta(query, GST_VIDEO_CROP_META_API_TYPE, nullptr) != FALSE};
  gst_query_unref(query);
  gst_caps_unref(caps);
  return offer;
}

TEST(Allocation, PaddedFramesAreWelcomeWhereDownstreamTakesThem) {
  Harness harness;
  gst_harness_add_propose_allocation_meta(harness.get(), GST_VIDEO_META_API_TYPE, nullptr);
  EXPECT_TRUE(offer_to_upstream(harness).video_meta);
}

TEST(Allocation, PaddedFramesAreNotInvitedWhereDownstreamWouldMisreadThem) {
  Harness harness;
  EXPECT_FALSE(offer_to_upstream(harness).video_meta);
}

TEST(Allocation, CroppingByMetadataIsNotInvited) {
  Harness harness;
  gst_harness_add_propose_allocation_meta(harness.get(), GST_VIDEO_META_API_TYPE, nullptr);
  gst_harness_add_propose_allocation_meta(harness.get(), GST_VIDEO_CROP_META_API_TYPE, nullptr);
  const Offer offer = offer_to_upstream(harness);
  EXPECT_TRUE(offer.video_meta);
  EXPECT_FALSE(offer.crop_meta);
}

}  // namespace
}  // namespace aesthetic::test
