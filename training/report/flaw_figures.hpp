// SPDX-License-Identifier: MIT
//
// How well a score tells spoilt pictures from sound ones, flaw by flaw.
//
//   auto figures = flaw_figures(judged);
//   print_flaw_figures(std::cout, figures);
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "datasets/flaw_samples.hpp"
#include "metrics/bootstrap.hpp"

namespace aesthetic::training {

struct JudgedSample {
  FlawSample sample;
  double score = 0;
};

struct FlawFigure {
  std::string flaw;  // "all" for all of them together
  std::int64_t spoilt = 0;
  std::int64_t sound = 0;
  double auc = 0;  // of sound against spoilt ones
  Interval auc_interval;
  double srcc = 0;  // of the score with soundness, sound ones included
  Interval srcc_interval;
};

// Intervals are of 95 %. Flaws that no sample has are left out.
std::vector<FlawFigure> flaw_figures(const std::vector<JudgedSample>& judged);

// A table for people.
void print_flaw_figures(std::ostream& out, const std::vector<FlawFigure>& figures);

// CSV: flaw, spoilt, sound, auc, auc_low, auc_high, srcc, srcc_low, srcc_high.
std::string flaw_figures_csv(const std::vector<FlawFigure>& figures);

}  // namespace aesthetic::training
