// SPDX-License-Identifier: MIT
#include "metrics/auc.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace aesthetic::training {

double auc(const std::vector<double>& values, const std::vector<double>& labels) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] < values[b]; });
  double positives = 0;
  double negatives = 0;  // below the ties that are looked at
  double won = 0;
  for (std::size_t first = 0; first < order.size();) {
    double equal_positives = 0;
    double equal_negatives = 0;
    const double value = values[order[first]];
    for (; first < order.size() && values[order[first]] == value; ++first)
      ++(labels[order[first]] > 0.5 ? equal_positives : equal_negatives);
    won += equal_positives * (negatives + equal_negatives / 2);
    positives += equal_positives;
    negatives += equal_negatives;
  }
  return positives * negatives > 0 ? won / (positives * negatives) : 0.5;
}

}  // namespace aesthetic::training
