// SPDX-License-Identifier: MIT
#include "datasets/label_distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "expect_error.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;

Corpus read(const TemporaryFolder& folder, const std::string& line) {
  test::write_table(folder / "data", "rated", "image,mean,n1,n2,n3\n" + line + "\n");
  return read_corpus(folder / "data", {parse_rating("overall=rated/labels.csv:mean:1:3")}, 8);
}

TEST(LabelDistribution, IsReadFromTheTablesCounts) {
  const TemporaryFolder folder;
  test::write_table(folder / "data", "other", "image,score\na.png,5\n");
  test::write_table(folder / "data", "rated", "image,mean,n1,n2,n3\na.png,2.25,1,1,2\n");
  auto corpus = read_corpus(folder / "data",
                            {parse_rating("quality=other/labels.csv:score:0:10"),
                             parse_rating("overall=rated/labels.csv:mean:1:3")},
                            8);
  add_distribution(corpus, folder / "data", "overall", {"n1", "n2", "n3"});
  ASSERT_EQ(corpus.distributions.size(), 1U);
  const auto& distribution = corpus.distributions.front();
  EXPECT_EQ(distribution.task, 1);
  EXPECT_EQ(distribution.bins, 3);
  ASSERT_EQ(distribution.shares.size(), 6U);
  EXPECT_TRUE(std::isnan(distribution.shares[0]));
  EXPECT_FLOAT_EQ(distribution.shares[3], 0.25F);
  EXPECT_FLOAT_EQ(distribution.shares[5], 0.5F);
  keep_distributions(corpus, {"overall"});
  leave_out(corpus, {0});
  EXPECT_FLOAT_EQ(corpus.distributions.front().shares.at(0), 0.25F);
  keep_distributions(corpus, {});
  EXPECT_TRUE(corpus.distributions.empty());
}

TEST(LabelDistribution, NamesWhatIsWrong) {
  const TemporaryFolder folder;
  auto corpus = read(folder, "a.png,2.25,1,1,2");
  const auto refused = [&](const std::string& task, const std::vector<std::string>& columns,
                           const std::string& fault) {
    expect_error(ErrorKind::bad_data, {fault},
                 [&] { add_distribution(corpus, folder / "data", task, columns); });
  };
  refused("beauty", {"n1", "n2"}, "no task beauty");
  refused("overall", {"n1"}, "two or more scores");
  refused("overall", {"n1", "n2", "n4"}, "no column \"n4\"");
  refused("overall", {"n3", "n2", "n1"}, "labels.csv:2: the mean of n3 to n1 is not mean");
  expect_error(ErrorKind::bad_data, {"overall has none"}, [&] { keep_distributions(corpus, {"overall"}); });
  corpus = read(folder, "a.png,2.25,0,0,0");
  refused("overall", {"n1", "n2", "n3"}, "labels.csv:2: no rater");
  corpus = read(folder, "a.png,2.25,1,-1,2");
  refused("overall", {"n1", "n2", "n3"}, "labels.csv:2: n2: -1 is outside");
}

}  // namespace
}  // namespace aesthetic::training
