// SPDX-License-Identifier: MIT
#include "watch/empty_windows.hpp"

#include <gtest/gtest.h>

#include "reading/gst.hpp"

namespace aesthetic {
namespace {

gst::Ptr<GstStructure> stats(guint64 windows, guint64 chosen, guint64 black, guint64 low) {
  return gst::Ptr<GstStructure>(gst_structure_new("stats", "windows", G_TYPE_UINT64, windows, "chosen",
                                                  G_TYPE_UINT64, chosen, "refused-black", G_TYPE_UINT64,
                                                  black, "refused-min-score", G_TYPE_UINT64, low, nullptr));
}

TEST(EmptyWindows, AreToldWithTheirReasonsOnce) {
  EmptyWindows empty;
  EXPECT_FALSE(empty.look(stats(0, 0, 5, 0).get())) << "no window has ended";
  EXPECT_EQ(empty.look(stats(1, 0, 25, 2).get()), "no frame kept: 25 black, 2 below --min-score");
  EXPECT_FALSE(empty.look(stats(2, 0, 50, 2).get()));
}

TEST(EmptyWindows, AreToldAgainAfterAFrameWasKept) {
  EmptyWindows empty;
  EXPECT_TRUE(empty.look(stats(1, 0, 25, 0).get()));
  EXPECT_FALSE(empty.look(stats(2, 1, 30, 0).get()));
  EXPECT_FALSE(empty.look(stats(2, 1, 40, 0).get()));
  EXPECT_EQ(empty.look(stats(3, 1, 41, 0).get()), "no frame kept: 11 black");
}

TEST(EmptyWindows, WithoutAReasonNothingIsSaid) {
  EmptyWindows empty;
  EXPECT_FALSE(empty.look(stats(1, 0, 0, 0).get()));
  EXPECT_TRUE(empty.look(stats(2, 0, 3, 0).get()));
}

}  // namespace
}  // namespace aesthetic
