// SPDX-License-Identifier: MIT
//
// What Soydaner and Wagemans 2023 (https://arxiv.org/abs/2305.09373) print of a data set's labels, beside the
// same from the labels at hand.
//
//   for (const PaperNumber& number : compare_with_paper(set))
//     if (!number.agrees()) std::cout << number.where << ": " << number.what << '\n';
#pragma once

#include <string>
#include <vector>

#include "datasets/published_set.hpp"
#include "metrics/label_statistics.hpp"

namespace aesthetic::training {

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

// "0.60 - 0.70"
std::string name_of(const IntervalCount& interval);

// SRCC of every task with every other, over all lines of the set.
std::vector<std::vector<double>> label_correlations(const PublishedSet& set);

}  // namespace aesthetic::training
