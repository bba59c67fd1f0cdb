// SPDX-License-Identifier: MIT
//
// What a network that learned from one data set says of the pictures of another: Table 11 of Soydaner and
// Wagemans 2023.
//
//   add_cross_report({{"aadb", "eva", read_predictions("aadb-on-eva/predictions.csv")}}, {}, page);
#pragma once

#include <string>
#include <vector>

#include "metrics/bootstrap.hpp"
#include "report/figures.hpp"
#include "report/html_page.hpp"

namespace aesthetic::training {

struct CrossPredictions {
  std::string trained_on;
  std::string tested_on;
  std::vector<Prediction> predictions;
};

// SRCC of the task overall with its interval, a row for each pair, as CSV. Throws Error(bad_data) where
// predictions have no such task.
std::string add_cross_report(const std::vector<CrossPredictions>& pairs, const BootstrapOptions& bootstrap,
                             HtmlPage& page);

}  // namespace aesthetic::training
