// SPDX-License-Identifier: MIT
#include "datasets/ratings_table.hpp"

#include "expect_error.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::expect_error;
using test::TemporaryFolder;
using test::write_table;

const char* const rating = "overall=t/labels.csv:score:0:10";

RatingsTable read(const TemporaryFolder& folder, const std::string& text) {
  write_table(folder / "data", "t", text);
  return read_ratings_table(folder / "data", {parse_rating(rating)});
}

void expect_bad_table(const std::string& text, const std::vector<std::string>& faults) {
  const TemporaryFolder folder;
  expect_error(ErrorKind::bad_data, faults, [&] { read(folder, text); });
}

TEST(RatingsTable, ReadsLabelsScaledToTheirRange) {
  const TemporaryFolder folder;
  const auto table = read(folder, "score,image\r\n2.5,a.png\r\n\r\n");
  ASSERT_EQ(table.pictures.size(), 1U);
  EXPECT_EQ(table.name, "t");
  EXPECT_EQ(table.pictures[0].image, "a.png");
  EXPECT_EQ(table.pictures[0].file, folder / "data/t/images/a.png");
  EXPECT_FLOAT_EQ(table.pictures[0].labels.at(0), 0.25F);
}

TEST(RatingsTable, ReadsQuotedFields) {
  const TemporaryFolder folder;
  const auto table = read(folder, "image,note,score\na.png,\"sky, sea\",10\n");
  EXPECT_FLOAT_EQ(table.pictures.at(0).labels.at(0), 1.0F);
}

TEST(RatingsTable, ReadsQuotesAndBackslashesWithinFields) {
  const TemporaryFolder folder;
  write_table(folder / "data", "t", "image,\"the \"\"mark\"\", \\n\"\na.png,\"10\"\n");
  const auto table =
      read_ratings_table(folder / "data", {parse_rating("overall=t/labels.csv:the \"mark\", \\n:0:10")});
  EXPECT_FLOAT_EQ(table.pictures.at(0).labels.at(0), 1.0F);
}

TEST(RatingsTable, ReadsSeveralTasks) {
  const TemporaryFolder folder;
  write_table(folder / "data", "t", "image,a,b\na.png,1,3\n");
  const auto table = read_ratings_table(folder / "data", {parse_rating("x=t/labels.csv:a:1:5:holdout"),
                                                          parse_rating("y=t/labels.csv:b:1:5:holdout")});
  EXPECT_EQ(table.protocol, Protocol::holdout);
  EXPECT_EQ(table.pictures.at(0).labels, (std::vector<float>{0.0F, 0.5F}));
}

TEST(RatingsTable, NamesFileLineAndFault) {
  expect_bad_table("image,score\nb.png,1\n", {"labels.csv:2:", "b.png", "missing"});
  expect_bad_table("image,score\na.png,1,2\n", {"labels.csv:2:", "3 fields; expected 2"});
  expect_bad_table("image,score\na.png\n", {"labels.csv:2:", "1 fields; expected 2"});
  expect_bad_table("image,score\na.png,high\n", {"labels.csv:2:", "score", "\"high\" is not a number"});
  expect_bad_table("image,score\na.png,nan\n", {"labels.csv:2:", "is not a number"});
  expect_bad_table("image,score\na.png,\n", {"labels.csv:2:", "is not a number"});
  expect_bad_table("image,score\na.png,10.5\n", {"labels.csv:2:", "10.5 is outside the range"});
  expect_bad_table("image,score\na.png,-1\n", {"labels.csv:2:", "-1 is outside the range"});
  expect_bad_table("image,score\na.png,1\na.png,2\n", {"labels.csv:3:", "a.png is named twice"});
  expect_bad_table("image,mark\na.png,1\n", {"labels.csv:1:", "no column \"score\""});
  expect_bad_table("name,score\na.png,1\n", {"labels.csv:1:", "no column \"image\""});
  expect_bad_table("image,score\n", {"labels.csv", "has no pictures"});
  expect_bad_table("", {"labels.csv", "is empty"});
  expect_bad_table("image,score\n\"a.png,1\n", {"labels.csv:2:", "a double quote is not closed"});
}

TEST(RatingsTable, NamesAMissingTable) {
  const TemporaryFolder folder;
  expect_error(ErrorKind::not_found, {"t/labels.csv", "no such file"},
               [&] { read_ratings_table(folder / "data", {parse_rating(rating)}); });
}

TEST(Rating, ReadsItsParts) {
  const auto read = parse_rating("rule_of_thirds = avt/labels.csv:thirds:-1:1.5:holdout");
  EXPECT_EQ(read.task, "rule_of_thirds");
  EXPECT_EQ(read.csv, "avt/labels.csv");
  EXPECT_EQ(read.column, "thirds");
  EXPECT_EQ(read.lowest, -1);
  EXPECT_EQ(read.highest, 1.5);
  EXPECT_EQ(read.protocol, Protocol::holdout);
  EXPECT_EQ(parse_rating(rating).protocol, Protocol::cross_validation);
}

TEST(Rating, ShowsWhatIsWrong) {
  for (const auto* text : {"overall", "Overall=t.csv:s:0:1", "=t.csv:s:0:1", "a=t.csv:s:0", "a=t.csv:s:1:0",
                           "a=t.csv:s:0:x", "a=t.csv:s:0:1:random", "a=t.csv:s:0:1:cv:cv"})
    expect_error(ErrorKind::bad_data, {text, "expected TASK=CSV:COLUMN:LOWEST:HIGHEST"},
                 [&] { parse_rating(text); });
}

}  // namespace
}  // namespace aesthetic::training
