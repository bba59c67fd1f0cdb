// SPDX-License-Identifier: MIT
#include "scoring_stats.hpp"

#include <gtest/gtest.h>

namespace aesthetic {
namespace {

guint64 field(const StructurePtr& structure, const char* name) {
  guint64 value = G_MAXUINT64;
  gst_structure_get_uint64(structure.get(), name, &value);
  return value;
}

TEST(ScoringStats, CountsEveryFrameOnce) {
  ScoringStats stats;
  for (const Turn turn : {Turn::score, Turn::score, Turn::between, Turn::between, Turn::between, Turn::late,
                          Turn::empty, Turn::empty})
    stats.count(turn);
  const auto structure = stats.structure();
  EXPECT_EQ(field(structure, "frames"), 8);
  EXPECT_EQ(field(structure, "scored"), 2);
  EXPECT_EQ(field(structure, "skipped-interval"), 3);
  EXPECT_EQ(field(structure, "skipped-late"), 1);
  EXPECT_EQ(field(structure, "skipped-empty"), 2);
}

TEST(ScoringStats, HasNoTimesAtFirst) {
  const auto structure = ScoringStats().structure();
  EXPECT_EQ(field(structure, "mean-time"), 0);
  EXPECT_EQ(field(structure, "p99-time"), 0);
}

TEST(ScoringStats, TellsTheSlowestOfFewTimes) {
  ScoringStats stats;
  for (const GstClockTime time : {5, 9, 7}) stats.add_time(time * GST_MSECOND);
  EXPECT_EQ(stats.slow_time(), 9 * GST_MSECOND);
}

TEST(ScoringStats, TellsMeanAndNinetyNinthPercentile) {
  ScoringStats stats;
  for (GstClockTime i = 0; i < 10000; ++i) stats.add_time((1 + i * 7919 % 1000) * GST_USECOND);
  const auto structure = stats.structure();
  EXPECT_NEAR(static_cast<double>(field(structure, "mean-time")), 500.5 * GST_USECOND, GST_USECOND);
  EXPECT_NEAR(static_cast<double>(field(structure, "p99-time")), 990.0 * GST_USECOND, 10 * GST_USECOND);
}

}  // namespace
}  // namespace aesthetic
