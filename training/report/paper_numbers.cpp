// SPDX-License-Identifier: MIT
#include "report/paper_numbers.hpp"

#include <algorithm>
#include <cstddef>

#include "metrics/correlation.hpp"
#include "report/html_page.hpp"

namespace aesthetic::training {
namespace {

constexpr std::size_t overall = 0;

struct SignsInPaper {
  const char* task;
  const char* sign;
  int count;
};
// The counts of Fig. 3 that the text names.
constexpr SignsInPaper paper_signs[] = {{"motion_blur", "negative", 700}, {"motion_blur", "positive", 397},
                                        {"repetition", "positive", 1683}, {"repetition", "negative", 0},
                                        {"symmetry", "positive", 771},    {"symmetry", "negative", 0}};
constexpr int paper_table_3[] = {4, 35, 79, 147, 152, 165, 224, 76, 103, 15};

struct CorrelationInPaper {
  const char* task;
  double srcc;
};
constexpr CorrelationInPaper paper_figure_9a[] = {{"content", 0.70}, {"light", 0.58}};
constexpr CorrelationInPaper paper_figure_14a[] = {{"composition_and_depth", 0.89}, {"semantics", 0.87}};

struct RangeInPaper {
  const char* task;
  double lowest;
  double highest;
};
constexpr RangeInPaper paper_table_7[] = {{"overall", 1.764, 9.032},
                                          {"light_and_color", 1.636, 3.657},
                                          {"composition_and_depth", 1.558, 3.656},
                                          {"quality", 1.441, 3.593},
                                          {"semantics", 1.735, 3.645}};

std::size_t place_of(const PublishedSet& set, const std::string& task) {
  const auto found = std::find_if(set.tasks.begin(), set.tasks.end(),
                                  [&](const PublishedTask& other) { return other.name == task; });
  return static_cast<std::size_t>(found - set.tasks.begin());
}

void compare_aadb(const PublishedSet& set, std::vector<PaperNumber>& numbers) {
  const auto signs = count_signs(set, Part::train);
  for (const auto& paper : paper_signs) {
    const auto& ours = signs.at(place_of(set, paper.task) - 1);
    const bool negative = std::string(paper.sign) == "negative";
    numbers.push_back({"Fig. 3", std::string(paper.task) + ", " + paper.sign,
                       static_cast<double>(paper.count),
                       static_cast<double>(negative ? ours.negative : ours.positive), 0});
  }
  const auto scores = labels_of(set, overall, Part::test);
  const auto [lowest, highest] = std::minmax_element(scores.begin(), scores.end());
  numbers.push_back({"Section 5.1.1", "lowest test score", 0.05, *lowest, 2});
  numbers.push_back({"Section 5.1.1", "highest test score", 1.0, *highest, 1});
  const auto intervals = count_intervals(as_floats(scores), score_edges(set));
  for (std::size_t i = 0; i < intervals.size(); ++i)
    numbers.push_back({"Table 3", name_of(intervals[i]), static_cast<double>(paper_table_3[i]),
                       static_cast<double>(intervals[i].count), 0});
  const auto correlations = label_correlations(set);
  for (const auto& paper : paper_figure_9a)
    numbers.push_back({"Fig. 9a", std::string("overall with ") + paper.task, paper.srcc,
                       correlations[overall][place_of(set, paper.task)], 2});
}

void compare_eva(const PublishedSet& set, std::vector<PaperNumber>& numbers) {
  for (const auto& paper : paper_table_7) {
    const auto labels = labels_of(set, place_of(set, paper.task));
    const auto [lowest, highest] = std::minmax_element(labels.begin(), labels.end());
    numbers.push_back({"Table 7", std::string(paper.task) + ", minimum", paper.lowest, *lowest, 3});
    numbers.push_back({"Table 7", std::string(paper.task) + ", maximum", paper.highest, *highest, 3});
  }
  const auto correlations = label_correlations(set);
  for (const auto& paper : paper_figure_14a)
    numbers.push_back({"Fig. 14a", std::string("overall with ") + paper.task, paper.srcc,
                       correlations[overall][place_of(set, paper.task)], 2});
}

}  // namespace

std::string name_of(const IntervalCount& interval) {
  return fixed(interval.low, 2) + " - " + fixed(interval.high, 2);
}

std::vector<std::vector<double>> label_correlations(const PublishedSet& set) {
  std::vector<std::vector<double>> columns;
  for (std::size_t task = 0; task < set.tasks.size(); ++task) columns.push_back(labels_of(set, task));
  return srcc_matrix(columns);
}

bool PaperNumber::agrees() const {
  return fixed(paper, decimals) == fixed(ours, decimals);
}

std::vector<PaperNumber> compare_with_paper(const PublishedSet& set) {
  std::vector<PaperNumber> numbers;
  if (set.name == "aadb") compare_aadb(set, numbers);
  if (set.name == "eva") compare_eva(set, numbers);
  return numbers;
}

std::vector<double> score_edges(const PublishedSet& set) {
  if (set.name == "aadb") return {0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
  if (set.name == "eva") return {1.7, 2, 3, 4, 5, 6, 7, 8, 9, 9.5};
  std::vector<double> edges;
  const auto& range = set.tasks.front();
  for (int i = 0; i <= 10; ++i) edges.push_back(range.lowest + (range.highest - range.lowest) * i / 10);
  return edges;
}

}  // namespace aesthetic::training
