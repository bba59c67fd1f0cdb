// SPDX-License-Identifier: MIT
#include "report/label_report.hpp"

#include <algorithm>
#include <cmath>

#include "metrics/correlation.hpp"

namespace aesthetic::training {
namespace {

using Row = HtmlPage::Row;

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

std::string name_of(const IntervalCount& interval) {
  return fixed(interval.low, 2) + " - " + fixed(interval.high, 2);
}

std::vector<std::string> task_names(const PublishedSet& set) {
  std::vector<std::string> names;
  for (const auto& task : set.tasks) names.push_back(task.name);
  return names;
}

std::size_t place_of(const PublishedSet& set, const std::string& task) {
  const auto names = task_names(set);
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), task) - names.begin());
}

std::vector<std::vector<double>> label_correlations(const PublishedSet& set) {
  std::vector<std::vector<double>> columns;
  for (std::size_t task = 0; task < set.tasks.size(); ++task) columns.push_back(labels_of(set, task));
  return srcc_matrix(columns);
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

class Report {
 public:
  Report(const PublishedSet& set, HtmlPage& page) : set_(set), page_(page) {}

  void add_signs() {
    std::vector<Row> rows;
    for (const auto& signs : count_signs(set_, Part::train))
      rows.push_back({signs.task, std::to_string(signs.negative), std::to_string(signs.null),
                      std::to_string(signs.positive)});
    add("labels-signs.csv", "Signs of the attributes, training pictures (Fig. 3)",
        {"attribute", "negative", "null", "positive"}, rows);
  }

  void add_ranges() {
    std::vector<Row> rows;
    for (std::size_t task = 0; task < set_.tasks.size(); ++task) {
      const auto labels = labels_of(set_, task);
      const auto [lowest, highest] = std::minmax_element(labels.begin(), labels.end());
      rows.push_back({set_.tasks[task].name, fixed(*lowest, 3), fixed(*highest, 3)});
    }
    add("labels-ranges.csv", "Lowest and highest label, all pictures (Table 7)",
        {"task", "minimum", "maximum"}, rows);
  }

  void add_intervals() {
    const auto scores = labels_of(set_, overall, Part::test);
    const auto edges = score_edges(set_);
    const auto written = count_intervals(scores, edges);
    const auto floats = count_intervals(as_floats(scores), edges);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < written.size(); ++i)
      rows.push_back({name_of(written[i]), std::to_string(written[i].count), fixed(written[i].share, 3),
                      std::to_string(floats[i].count), fixed(floats[i].share, 3)});
    add("labels-intervals.csv", "Scores of the test pictures by interval (Tables 3 and 9)",
        {"interval", "pictures", "share", "pictures, labels as 32-bit floats", "share, as 32-bit floats"},
        rows);
    page_.paragraph(
        "An interval has its lower edge, the last one both. A label such as 0.7 or 0.9 that is kept as a "
        "32-bit "
        "float is a little less than that and falls into the interval below.");
  }

  void add_correlations() {
    const auto names = task_names(set_);
    const auto values = label_correlations(set_);
    Row header = {"task"};
    header.insert(header.end(), names.begin(), names.end());
    std::vector<Row> rows;
    for (std::size_t i = 0; i < names.size(); ++i) {
      rows.push_back({names[i]});
      for (const double value : values[i]) rows.back().push_back(fixed(value, 4));
    }
    files_["labels-correlations.csv"] = csv_table(header, rows);
    page_.heading("Rank correlations of the labels, all pictures (Figs. 9a and 14a)");
    page_.matrix("SRCC", names, values);
  }

  void add_comparison() {
    std::vector<Row> rows;
    for (const auto& number : compare_with_paper(set_))
      rows.push_back({number.where, number.what, fixed(number.paper, number.decimals),
                      fixed(number.ours, number.decimals), number.agrees() ? "yes" : "no"});
    if (rows.empty()) return;
    add("labels-paper.csv", "The paper's numbers and these", {"where", "what", "paper", "here", "same"},
        rows);
  }

  std::map<std::string, std::string> files() const { return files_; }

 private:
  void add(const std::string& file, const std::string& heading, const Row& header,
           const std::vector<Row>& rows) {
    files_[file] = csv_table(header, rows);
    page_.heading(heading);
    page_.table(header, rows);
  }

  const PublishedSet& set_;
  HtmlPage& page_;
  std::map<std::string, std::string> files_;
};

int lines_of(const PublishedSet& set, Part part) {
  return static_cast<int>(std::count_if(set.pictures.begin(), set.pictures.end(),
                                        [part](const auto& picture) { return picture.part == part; }));
}

}  // namespace

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

std::map<std::string, std::string> add_label_report(const PublishedSet& set, HtmlPage& page) {
  page.paragraph(set.name + ": " + std::to_string(set.pictures.size()) + " lines of labels, " +
                 std::to_string(lines_of(set, Part::train)) + " for training, " +
                 std::to_string(lines_of(set, Part::validation)) + " for validation, " +
                 std::to_string(lines_of(set, Part::test)) + " for testing (" + set.split + ").");
  Report report(set, page);
  report.add_comparison();
  if (std::any_of(set.tasks.begin() + 1, set.tasks.end(), [](const auto& task) { return task.lowest < 0; }))
    report.add_signs();
  report.add_ranges();
  report.add_intervals();
  report.add_correlations();
  return report.files();
}

}  // namespace aesthetic::training
