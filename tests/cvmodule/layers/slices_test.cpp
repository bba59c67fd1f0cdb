// SPDX-License-Identifier: MIT
#include "slices.hpp"

#include <gtest/gtest.h>

namespace aesthetic::layers::test {
namespace {

using Tag = dnnl::memory::format_tag;

dnnl::memory::desc layout(const Shape& shape, Tag tag) {
  return {shape, Type::f32, tag};
}

std::vector<Shape> sizes(const std::vector<Box>& boxes) {
  std::vector<Shape> all;
  all.reserve(boxes.size());
  for (const auto& box : boxes) all.push_back(box.size);
  return all;
}

TEST(Cut, ByPicturesWhereThereAreEnough) {
  const auto boxes = cut(layout({5, 32, 7, 7}, Tag::aBcd16b), 2);
  EXPECT_EQ(sizes(boxes), (std::vector<Shape>{{2, 32, 7, 7}, {3, 32, 7, 7}}));
  EXPECT_EQ(boxes[1].first, (Shape{2, 0, 0, 0}));
}

TEST(Cut, ByRowsWhereChannelsLieTogether) {
  const auto boxes = cut(layout({1, 32, 7, 5}, Tag::acdb), 2);
  EXPECT_EQ(sizes(boxes), (std::vector<Shape>{{1, 32, 3, 5}, {1, 32, 4, 5}}));
  EXPECT_EQ(boxes[1].first, (Shape{0, 0, 3, 0}));
}

TEST(Cut, ByBlocksOfChannelsElse) {
  const auto boxes = cut(layout({1, 40, 7, 5}, Tag::aBcd16b), 2);
  EXPECT_EQ(sizes(boxes), (std::vector<Shape>{{1, 16, 7, 5}, {1, 24, 7, 5}}));
  EXPECT_EQ(boxes[1].first, (Shape{0, 16, 0, 0}));
  EXPECT_EQ(sizes(cut(layout({1, 24, 7, 5}, Tag::aBcd8b), 3)),
            (std::vector<Shape>{{1, 8, 7, 5}, {1, 8, 7, 5}, {1, 8, 7, 5}}));
}

TEST(Cut, EveryPictureWhereThereAreFew) {
  const auto boxes = cut(layout({2, 32, 8, 5}, Tag::acdb), 3);
  EXPECT_EQ(sizes(boxes), (std::vector<Shape>{{1, 32, 4, 5}, {1, 32, 4, 5}, {1, 32, 4, 5}, {1, 32, 4, 5}}));
  EXPECT_EQ(boxes[3].first, (Shape{1, 0, 4, 0}));
}

TEST(Cut, NotWhatHasNothingToCutOrNoKnownLayout) {
  EXPECT_EQ(cut(layout({1, 16, 7, 5}, Tag::aBcd16b), 2).size(), 1U);
  EXPECT_EQ(cut(layout({1, 64, 7, 5}, Tag::aBcd16b), 1).size(), 1U);
  EXPECT_EQ(cut(layout({4, 64, 7, 5}, Tag::cdba), 2).size(), 1U);
}

// A slice is a tensor of its own, of the same kind: that is what oneDNN has code for.
TEST(SliceOf, LiesInOnePiece) {
  const auto rows = slice_of(layout({1, 32, 7, 5}, Tag::acdb), {{0, 0, 3, 0}, {1, 32, 4, 5}});
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->layout, layout({1, 32, 4, 5}, Tag::acdb));
  EXPECT_EQ(rows->offset, sizeof(float) * 3 * 5 * 32);

  const auto blocks = slice_of(layout({2, 40, 7, 5}, Tag::aBcd16b), {{1, 16, 0, 0}, {1, 24, 7, 5}});
  ASSERT_TRUE(blocks);
  EXPECT_EQ(blocks->layout, layout({1, 24, 7, 5}, Tag::aBcd16b));
  EXPECT_EQ(blocks->offset, sizeof(float) * 7 * 5 * (48 + 16));

  const auto weights = slice_of(layout({64, 32, 3, 3}, Tag::ABcd16b16a), {{16, 0, 0, 0}, {48, 32, 3, 3}});
  ASSERT_TRUE(weights);
  EXPECT_EQ(weights->layout, layout({48, 32, 3, 3}, Tag::ABcd16b16a));
  EXPECT_EQ(weights->offset, sizeof(float) * 16 * 32 * 9);
}

TEST(SliceOf, NothingWithGapsOrHalfBlocks) {
  EXPECT_FALSE(slice_of(layout({1, 32, 7, 5}, Tag::aBcd16b), {{0, 0, 3, 0}, {1, 32, 4, 5}}));
  EXPECT_FALSE(slice_of(layout({1, 32, 7, 5}, Tag::acdb), {{0, 16, 0, 0}, {1, 16, 7, 5}}));
  EXPECT_FALSE(slice_of(layout({1, 32, 7, 5}, Tag::aBcd16b), {{0, 8, 0, 0}, {1, 24, 7, 5}}));
  EXPECT_TRUE(slice_with_gaps(layout({1, 32, 7, 5}, Tag::aBcd16b), {{0, 0, 3, 0}, {1, 32, 4, 5}}));
}

}  // namespace
}  // namespace aesthetic::layers::test
