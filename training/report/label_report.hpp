// SPDX-License-Identifier: MIT
//
// What Soydaner and Wagemans 2023 (https://arxiv.org/abs/2305.09373) say of a data set's labels, computed
// anew and set beside their numbers: Fig. 3 (signs of the attributes), Tables 3 and 9 (intervals of the test
// pictures' scores), Table 7 (ranges), Figs. 9a and 14a (rank correlations).
//
//   HtmlPage page("Labels");
//   for (const auto& [name, csv] : add_label_report(set, page)) write_file(folder / name, csv);
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "datasets/published_set.hpp"
#include "metrics/label_statistics.hpp"
#include "report/html_page.hpp"

namespace aesthetic::training {

// Files of the report: name and CSV text.
std::map<std::string, std::string> add_label_report(const PublishedSet& set, HtmlPage& page);

// Edges of the intervals in the paper's Table 3 or 9; of another data set tenths of the score's range.
std::vector<double> score_edges(const PublishedSet& set);

// A number that the paper prints, and ours.
struct PaperNumber {
  std::string where;  // "Table 3"
  std::string what;   // "0.60 - 0.70"
  double paper = 0;
  double ours = 0;
  int decimals = 0;  // that the paper prints

  bool agrees() const;
};

// All that it prints of the set's labels and that these labels give. Scores are counted as 32-bit floats, as
// the paper's own counts are: 0.7 and 0.9 then lie below 0.7 and 0.9.
std::vector<PaperNumber> compare_with_paper(const PublishedSet& set);

}  // namespace aesthetic::training
