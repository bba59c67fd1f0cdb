// SPDX-License-Identifier: MIT
//
// What a training run found out: the prediction for each picture that was kept from training, and from them
// how well the network agrees with people.
//
//   report.predictions.push_back({"acorns_2.jpg", "oasis_beauty", "overall", 0.53, 0.49, 2});
//   auto figures = compute_figures(corpus, predictions);
//   print_figures(std::cout, figures);
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "datasets/corpus.hpp"

namespace aesthetic::training {

struct Prediction {
  std::string image;
  std::string data_set;
  std::string task;
  double label = 0;       // 0..1
  double prediction = 0;  // 0..1
  int fold = 0;
};

// A card's figure and the mean absolute error, in 0..1.
struct MeasuredFigure : Figure {
  double mae = 0;
};

// A figure for each task, in the corpus's order; tasks without predictions are left out.
std::vector<MeasuredFigure> compute_figures(const Corpus& corpus, const std::vector<Prediction>& predictions);

// As compute_figures, where the network was not trained on any of the pictures: `protocol` says what they
// are.
std::vector<MeasuredFigure> compute_figures(const Corpus& corpus, const std::vector<Prediction>& predictions,
                                            const std::string& protocol);

// A table for people.
void print_figures(std::ostream& out, const std::vector<MeasuredFigure>& figures);

// CSV: image, data_set, part: which pictures the final network learned from (train), which judged its epochs
// (validation), and which it never saw (test).
std::string split_csv(const Corpus& corpus);

// CSV: image, data_set, task, label, prediction, fold.
std::string predictions_csv(const std::vector<Prediction>& predictions);

}  // namespace aesthetic::training
