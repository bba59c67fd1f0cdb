// SPDX-License-Identifier: MIT
#include "metrics/rater_consistency.hpp"

#include <fstream>

#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;

std::vector<SingleRating> of(const std::string& rater, const std::vector<double>& scores) {
  std::vector<SingleRating> ratings;
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (scores[i] >= 0) ratings.push_back({rater, "p" + std::to_string(i), scores[i]});
  return ratings;
}

std::vector<SingleRating> three_raters() {
  auto all = of("a", {1, 2, 3, 4});
  for (const auto& more : {of("b", {4, 3, 2, 1}), of("c", {1, 3, 3, 6})})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

TEST(RaterConsistency, ComparesEachWithTheMeanOfTheOthers) {
  const auto raters = rater_consistency(three_raters());
  ASSERT_EQ(raters.size(), 3U);
  // a: 1 2 3 4 with the means 2.5 3 2.5 3.5 of b and c: ranks 1.5 3 1.5 4, SRCC 0.632...
  EXPECT_EQ(raters[0].rater, "a");
  EXPECT_EQ(raters[0].pictures, 4);
  EXPECT_NEAR(raters[0].srcc, 0.632455532, 1e-9);
  // b: 4 3 2 1 with 1 2.5 3 5
  EXPECT_DOUBLE_EQ(raters[1].srcc, -1);
}

TEST(RaterConsistency, LeavesOutWhoCannotBeCompared) {
  auto ratings = three_raters();
  const auto add = [&](const std::vector<SingleRating>& more) {
    ratings.insert(ratings.end(), more.begin(), more.end());
  };
  add(of("alike", {3, 3, 3, 3}));
  add(of("few", {-1, -1, 2, 5}));
  add({{"alone", "x", 1}, {"alone", "y", 2}, {"alone", "z", 3}});
  const auto raters = rater_consistency(ratings);
  EXPECT_EQ(raters.size(), 3U);
}

TEST(RaterConsistency, GroupsByPictures) {
  const std::vector<RaterConsistency> raters = {
      {"a", 50, 0.5}, {"b", 99, 0.7}, {"c", 100, 0.9}, {"d", 300, 0.8}};
  const auto groups = group_by_pictures(raters, {0, 100, 200});
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0].raters, 2);
  EXPECT_DOUBLE_EQ(groups[0].mean_srcc, 0.6);
  EXPECT_EQ(groups[1].raters, 1);
  EXPECT_EQ(groups[2].raters, 1);
  EXPECT_EQ(groups[2].most, 0);
}

TEST(SingleRatings, NameWhatIsWrong) {
  const TemporaryFolder folder;
  const auto read = [&](const std::string& text) {
    std::ofstream(folder / "r.csv") << text;
    return read_single_ratings(folder / "r.csv", "rater", "image", "beauty");
  };
  EXPECT_EQ(read("rater,image,beauty\n1,a.jpg,3\n").at(0).score, 3);
  expect_error(ErrorKind::bad_data, {"r.csv:1: no column \"beauty\""}, [&] { read("rater,image,score\n"); });
  expect_error(ErrorKind::bad_data, {"r.csv:2: beauty: \"x\" is not a number"},
               [&] { read("rater,image,beauty\n1,a.jpg,x\n"); });
  expect_error(ErrorKind::bad_data, {"r.csv:3: rater 1 rated a.jpg twice"},
               [&] { read("rater,image,beauty\n1,a.jpg,3\n1,a.jpg,4\n"); });
  expect_error(ErrorKind::bad_data, {"has no ratings"}, [&] { read("rater,image,beauty\n"); });
}

}  // namespace
}  // namespace aesthetic::training
