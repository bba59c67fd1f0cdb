// SPDX-License-Identifier: MIT
#include "analytics_meta.hpp"

#include <gst/analytics/analytics.h>
#include <gtest/gtest.h>

#include "frames.hpp"
#include "harness.hpp"

namespace aesthetic::test {
namespace {

TEST(AnalyticsMeta, HasTheScoresUnderTheirNames) {
  Harness harness;
  harness.set_caps(caps_text("RGB", 8, 8));
  const BufferPtr passed = harness.pass(solid_frame(video_info("RGB", 8, 8), {200, 100, 50}));
  ASSERT_NE(passed, nullptr);
  const auto score = read_score(passed.get());
  ASSERT_TRUE(score);
  GstAnalyticsRelationMeta* relations = gst_buffer_get_analytics_relation_meta(passed.get());
  ASSERT_NE(relations, nullptr);
  gpointer position = nullptr;
  GstAnalyticsClsMtd scores;
  ASSERT_TRUE(gst_analytics_relation_meta_iterate(relations, &position, gst_analytics_cls_mtd_get_mtd_type(),
                                                  &scores));
  ASSERT_EQ(gst_analytics_cls_mtd_get_length(&scores), 4U);
  EXPECT_EQ(gst_analytics_cls_mtd_get_quark(&scores, 0), g_quark_from_string("overall"));
  EXPECT_FLOAT_EQ(gst_analytics_cls_mtd_get_level(&scores, 0), static_cast<float>(score->overall));
  for (gsize task = 1; task < 4; ++task) {
    const std::string name = g_quark_to_string(gst_analytics_cls_mtd_get_quark(&scores, task));
    EXPECT_FLOAT_EQ(gst_analytics_cls_mtd_get_level(&scores, task),
                    static_cast<float>(score->attributes.at(name)));
  }
}

}  // namespace
}  // namespace aesthetic::test
