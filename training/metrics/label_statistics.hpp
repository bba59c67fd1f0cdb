// SPDX-License-Identifier: MIT
//
// What can be said of a data set from its labels alone.
//
//   for (const auto& signs : count_signs(set, Part::train)) std::cout << signs.task << ' ' << signs.positive;
#pragma once

#include <string>
#include <vector>

#include "datasets/published_set.hpp"

namespace aesthetic::training {

struct SignCounts {
  std::string task;
  int negative = 0;
  int null = 0;
  int positive = 0;
};

// How many pictures of a part have a label below, at and above 0, for every task but overall.
std::vector<SignCounts> count_signs(const PublishedSet& set, Part part);

struct IntervalCount {
  double low = 0;
  double high = 0;
  int count = 0;
  double share = 0;  // of the values in any interval
};

// How many values are at or above each edge and below the next; the last interval has its upper edge too.
std::vector<IntervalCount> count_intervals(const std::vector<double>& values,
                                           const std::vector<double>& edges);

// Labels of a task, by its place, of the pictures of a part.
std::vector<double> labels_of(const PublishedSet& set, std::size_t task, Part part);
// Of every line of the set; a picture in two parts counts twice.
std::vector<double> labels_of(const PublishedSet& set, std::size_t task);

// As if the labels had been kept as 32-bit floats.
std::vector<double> as_floats(std::vector<double> values);

}  // namespace aesthetic::training
