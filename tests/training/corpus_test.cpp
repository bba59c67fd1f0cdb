// SPDX-License-Identifier: MIT
#include "datasets/corpus.hpp"

#include <cmath>
#include <map>
#include <set>

#include "datasets/split.hpp"
#include "expect_error.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;

const Rating brightness = parse_rating("overall=drawn/labels.csv:brightness:1:7");

// From Python: int(hashlib.sha256(b"acorns_2.jpg").hexdigest()[:8], 16) % 5, and [8:16] % 8 == 0.
TEST(Split, IsTheSameEverywhere) {
  EXPECT_EQ(fold_of("acorns_2.jpg"), 2);
  EXPECT_EQ(is_validation("acorns_2.jpg", 8), false);
  EXPECT_EQ(fold_of("acorns_3.jpg"), 2);
  EXPECT_EQ(is_validation("acorns_3.jpg", 8), false);
  EXPECT_EQ(fold_of("ss03_3753.jpg"), 3);
  EXPECT_EQ(is_validation("ss03_3753.jpg", 8), false);
  EXPECT_EQ(fold_of("03c1yt8T.jpg"), 2);
  EXPECT_EQ(is_validation("03c1yt8T.jpg", 8), false);
}

TEST(Split, FoldsAreOfAboutTheSameSize) {
  std::map<int, int> sizes;
  int validation = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto name = "picture" + std::to_string(i) + ".jpg";
    ++sizes[fold_of(name)];
    validation += is_validation(name, 8) ? 1 : 0;
  }
  ASSERT_EQ(sizes.size(), 5U);
  for (const auto& [fold, size] : sizes) EXPECT_NEAR(size, 400, 80) << fold;
  EXPECT_NEAR(validation, 250, 60);
}

TEST(Corpus, KeepsNoLabelWhereATableHasNone) {
  const TemporaryFolder folder;
  test::write_rated_pictures(folder / "data", 20);
  test::write_table(folder / "data", "other", "image,score\na.png,5\n");
  const auto corpus = read_corpus(
      folder / "data", {brightness, parse_rating("quality=other/labels.csv:score:0:10:holdout")}, 8);
  ASSERT_EQ(corpus.pictures.size(), 21U);
  EXPECT_EQ(corpus.data_sets.at(0).pictures, 20);
  EXPECT_EQ(corpus.data_sets.at(1).name, "other");
  EXPECT_FALSE(std::isnan(corpus.label(0, 0)));
  EXPECT_TRUE(std::isnan(corpus.label(0, 1)));
  EXPECT_TRUE(std::isnan(corpus.label(20, 0)));
  EXPECT_FLOAT_EQ(corpus.label(20, 1), 0.5F);
}

TEST(Corpus, SplitsEveryPictureOnce) {
  const TemporaryFolder folder;
  test::write_rated_pictures(folder / "data", 100);
  const auto corpus = read_corpus(folder / "data", {brightness}, 8);
  std::set<std::int64_t> tested;
  for (int fold = 0; fold < fold_count; ++fold) {
    const auto split = split_corpus(corpus, fold);
    EXPECT_EQ(split.train.size() + split.validation.size() + split.test.size(), 100U);
    EXPECT_FALSE(split.validation.empty());
    for (const auto picture : split.test) {
      EXPECT_EQ(corpus.pictures[static_cast<std::size_t>(picture)].fold, fold);
      EXPECT_TRUE(tested.insert(picture).second);
    }
  }
  EXPECT_EQ(tested.size(), 100U);
  EXPECT_TRUE(split_corpus(corpus, no_fold).test.empty());
}

TEST(Corpus, HoldsOutTheSameFifthInEveryFold) {
  const TemporaryFolder folder;
  test::write_rated_pictures(folder / "data", 100);
  const auto corpus =
      read_corpus(folder / "data", {parse_rating("overall=drawn/labels.csv:brightness:1:7:holdout")}, 8);
  const auto held_out = split_corpus(corpus, no_fold).test;
  EXPECT_FALSE(held_out.empty());
  for (int fold = 0; fold < fold_count; ++fold) EXPECT_EQ(split_corpus(corpus, fold).test, held_out);
}

TEST(Corpus, RefusesContradictions) {
  const TemporaryFolder folder;
  test::write_rated_pictures(folder / "data", 4);
  expect_error(ErrorKind::bad_data, {"overall stands twice"}, [&] {
    read_corpus(folder / "data", {brightness, brightness}, 8);
  });
  expect_error(ErrorKind::bad_data, {"top", "cannot be both cv and holdout"}, [&] {
    read_corpus(folder / "data", {brightness, parse_rating("top=drawn/labels.csv:top:0:1:holdout")}, 8);
  });
  expect_error(ErrorKind::bad_data, {"ratings: none"}, [&] { read_corpus(folder / "data", {}, 8); });
}

}  // namespace
}  // namespace aesthetic::training
