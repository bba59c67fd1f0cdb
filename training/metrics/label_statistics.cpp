// SPDX-License-Identifier: MIT
#include "metrics/label_statistics.hpp"

#include <algorithm>
#include <cstddef>

namespace aesthetic::training {

std::vector<SignCounts> count_signs(const PublishedSet& set, Part part) {
  std::vector<SignCounts> all;
  for (std::size_t task = 1; task < set.tasks.size(); ++task) {
    SignCounts counts;
    counts.task = set.tasks[task].name;
    for (const double label : labels_of(set, task, part)) {
      if (label < 0) ++counts.negative;
      if (label == 0) ++counts.null;
      if (label > 0) ++counts.positive;
    }
    all.push_back(counts);
  }
  return all;
}

std::vector<IntervalCount> count_intervals(const std::vector<double>& values,
                                           const std::vector<double>& edges) {
  std::vector<IntervalCount> counts;
  int all = 0;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    const bool last = i + 2 == edges.size();
    IntervalCount counted{edges[i], edges[i + 1], 0, 0};
    counted.count = static_cast<int>(std::count_if(values.begin(), values.end(), [&](double value) {
      return value >= counted.low && (value < counted.high || (last && value == counted.high));
    }));
    all += counted.count;
    counts.push_back(counted);
  }
  for (auto& counted : counts) counted.share = all > 0 ? static_cast<double>(counted.count) / all : 0;
  return counts;
}

std::vector<double> labels_of(const PublishedSet& set, std::size_t task, Part part) {
  std::vector<double> labels;
  for (const auto& picture : set.pictures)
    if (picture.part == part) labels.push_back(picture.labels[task]);
  return labels;
}

std::vector<double> labels_of(const PublishedSet& set, std::size_t task) {
  std::vector<double> labels;
  for (const auto& picture : set.pictures) labels.push_back(picture.labels[task]);
  return labels;
}

std::vector<double> as_floats(std::vector<double> values) {
  for (auto& value : values) value = static_cast<float>(value);
  return values;
}

}  // namespace aesthetic::training
