// SPDX-License-Identifier: MIT
#include "report/label_report.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "report/paper_numbers.hpp"

namespace aesthetic::training {
namespace {

PublishedSet small_set() {
  PublishedSet set;
  set.name = "small";
  set.split = "drawn up here";
  set.tasks = {{"overall", "score", 0, 1}, {"light", "Light", -1, 1}};
  const auto add = [&set](double score, double light, Part part) {
    set.pictures.emplace_back();
    set.pictures.back().labels = {score, light};
    set.pictures.back().part = part;
  };
  add(0.1, -0.5, Part::train);
  add(0.5, 0.0, Part::train);
  add(0.7, 0.5, Part::test);
  add(1.0, 1.0, Part::test);
  return set;
}

TEST(LabelStatistics, CountsSigns) {
  const auto signs = count_signs(small_set(), Part::train);
  ASSERT_EQ(signs.size(), 1U);
  EXPECT_EQ(signs[0].task, "light");
  EXPECT_EQ(signs[0].negative, 1);
  EXPECT_EQ(signs[0].null, 1);
  EXPECT_EQ(signs[0].positive, 0);
}

TEST(LabelStatistics, CountsIntervalsWithTheirLowerEdge) {
  const std::vector<double> values = {0.0, 0.5, 0.7, 0.7, 1.0};
  const auto counts = count_intervals(values, {0, 0.5, 0.7, 1});
  ASSERT_EQ(counts.size(), 3U);
  EXPECT_EQ(counts[0].count, 1);
  EXPECT_EQ(counts[1].count, 1);
  EXPECT_EQ(counts[2].count, 3);
  EXPECT_DOUBLE_EQ(counts[2].share, 0.6);
  // As a 32-bit float 0.7 is below 0.7, and 0.5 is 0.5.
  const auto floats = count_intervals(as_floats(values), {0, 0.5, 0.7, 1});
  EXPECT_EQ(floats[1].count, 3);
  EXPECT_EQ(floats[2].count, 1);
}

TEST(LabelReport, WritesTablesAndAPage) {
  HtmlPage page("Labels");
  const auto files = add_label_report(small_set(), page);
  EXPECT_EQ(files.at("labels-signs.csv"), "attribute,negative,null,positive\nlight,1,1,0\n");
  EXPECT_EQ(files.at("labels-ranges.csv"), "task,minimum,maximum\noverall,0.100,1.000\nlight,-0.500,1.000\n");
  EXPECT_EQ(files.at("labels-correlations.csv"),
            "task,overall,light\noverall,1.0000,1.0000\nlight,1.0000,1.0000\n");
  EXPECT_NE(files.at("labels-intervals.csv").find("0.70 - 0.80,1,0.500,0,0.000"), std::string::npos)
      << files.at("labels-intervals.csv");
  // Of another data set the paper says nothing.
  EXPECT_EQ(files.count("labels-paper.csv"), 0U);
  const auto text = page.text();
  EXPECT_NE(text.find("4 lines of labels, 2 for training, 0 for validation, 2 for testing"),
            std::string::npos);
}

PublishedSet official_aadb() {
  PublishedSetOptions labels_only;
  labels_only.labels_only = true;
  return read_published_set("aadb", AESTHETIC_AADB_LABELS, labels_only);
}

class AadbLabels : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(AESTHETIC_AADB_LABELS))
      GTEST_SKIP() << "skipped: no official labels of AADB in " << AESTHETIC_AADB_LABELS;
  }
};

// Every number that Soydaner and Wagemans print of AADB's labels.
TEST_F(AadbLabels, AreThoseOfThePaper) {
  const auto numbers = compare_with_paper(official_aadb());
  EXPECT_EQ(numbers.size(), 6U + 2 + 10 + 2);
  for (const auto& number : numbers)
    EXPECT_TRUE(number.agrees()) << number.where << ", " << number.what << ": the paper has "
                                 << fixed(number.paper, number.decimals) << ", these labels give "
                                 << fixed(number.ours, number.decimals);
}

// Counted as they are written, the labels give Table 3 but for four intervals: the paper's counts have 0.70
// and 0.90 in the interval below.
TEST_F(AadbLabels, DifferFromTable3WhereFloatsAreRounded) {
  const auto set = official_aadb();
  const auto counts = count_intervals(labels_of(set, 0, Part::test), score_edges(set));
  const std::vector<int> paper = {4, 35, 79, 147, 152, 165, 224, 76, 103, 15};
  const std::vector<int> written = {4, 35, 79, 147, 152, 165, 157, 143, 81, 37};
  ASSERT_EQ(counts.size(), paper.size());
  for (std::size_t i = 0; i < counts.size(); ++i) EXPECT_EQ(counts[i].count, written[i]) << i;
  const auto floats = count_intervals(as_floats(labels_of(set, 0, Part::test)), score_edges(set));
  for (std::size_t i = 0; i < floats.size(); ++i) EXPECT_EQ(floats[i].count, paper[i]) << i;
}

TEST_F(AadbLabels, HaveTheOfficialParts) {
  const auto set = official_aadb();
  EXPECT_EQ(labels_of(set, 0, Part::train).size(), 8458U);
  EXPECT_EQ(labels_of(set, 0, Part::validation).size(), 500U);
  EXPECT_EQ(labels_of(set, 0, Part::test).size(), 1000U);
}

}  // namespace
}  // namespace aesthetic::training
