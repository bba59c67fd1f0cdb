// SPDX-License-Identifier: MIT
//
// What trained networks' predictions of pictures they never saw say: how well they agree with people, how
// sure that is, which network is better, and which pictures it is right and wrong about.
//
//   add_prediction_report({{"frozen", {read_predictions("a/predictions-head.csv")}},
//                          {"fine-tuned", {read_predictions("a/predictions.csv")}}}, {}, page);
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "metrics/bootstrap.hpp"
#include "report/figures.hpp"
#include "report/html_page.hpp"

namespace aesthetic::training {

struct NetworkPredictions {
  std::string network;  // its name in the report
  // Of every training of it, by other seeds; figures are means over them.
  std::vector<std::vector<Prediction>> trainings;
};

// Which networks to compare, by their names.
struct NetworkPair {
  std::string better;  // the one that is thought to be
  std::string than;
};

struct PredictionReportOptions {
  std::vector<NetworkPair> pairs;  // empty: each network with the one before it
  BootstrapOptions bootstrap;
  std::filesystem::path pictures;  // folder of the pictures, to show some; empty: none are shown
  int shown = 6;                   // most and least successful ones of each network
};

// predictions.csv as predictions_csv() writes it. Throws Error: not_found, unreadable, bad_data.
std::vector<Prediction> read_predictions(const std::filesystem::path& csv);

// Files of the report: name and CSV text. Networks are compared on the pictures that both predict. Pictures,
// plots and matrices are of a network's first training. Throws Error: bad_data where trainings of a network
// predict other pictures, or a pair names no network; what read_picture throws, for pictures that are to be
// shown.
std::map<std::string, std::string> add_prediction_report(const std::vector<NetworkPredictions>& networks,
                                                         const PredictionReportOptions& options,
                                                         HtmlPage& page);

}  // namespace aesthetic::training
