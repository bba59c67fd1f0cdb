// SPDX-License-Identifier: MIT
#include "report/label_report.hpp"

#include <algorithm>

#include "report/csv_table.hpp"
#include "report/paper_numbers.hpp"

namespace aesthetic::training {
namespace {

using Row = HtmlPage::Row;

constexpr std::size_t overall = 0;

std::vector<std::string> task_names(const PublishedSet& set) {
  std::vector<std::string> names;
  for (const auto& task : set.tasks) names.push_back(task.name);
  return names;
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
