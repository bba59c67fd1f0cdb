// SPDX-License-Identifier: MIT
//
// How sure a figure is, by the bootstrap (Efron and Tibshirani 1993): the figure of many samples of the
// pictures, drawn with replacement.
//
//   Interval interval = bootstrap_interval(srcc, predictions, labels, {});
//   Comparison comparison = paired_bootstrap(srcc, before, after, labels, {});
//   if (comparison.p < 0.05) ...  // after is better or worse than before, and not by the luck of the
//   pictures
//
// Several trainings of one network, by other seeds, are one thing: a figure is the mean over them, and a
// sample draws as many of them as there are, with replacement, as it draws pictures.
//
// The same seed gives the same samples on every machine.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace aesthetic::training {

struct BootstrapOptions {
  int samples = 1000;
  double confidence = 0.95;
  std::uint64_t seed = 1;
};

struct Interval {
  double low = 0;
  double high = 0;
};

// Of two lists of the same length: srcc, plcc, mae, rmse.
using Statistic = std::function<double(const std::vector<double>&, const std::vector<double>&)>;

// The middle share `confidence` of the samples' figures (percentiles). Both 0 for fewer than two values.
Interval bootstrap_interval(const Statistic& statistic, const std::vector<double>& predictions,
                            const std::vector<double>& labels, const BootstrapOptions& options);

// What each training of a network predicts for the same pictures, in the same order.
using Trainings = std::vector<std::vector<double>>;

double mean_figure(const Statistic& statistic, const Trainings& trainings, const std::vector<double>& labels);
Interval bootstrap_interval(const Statistic& statistic, const Trainings& trainings,
                            const std::vector<double>& labels, const BootstrapOptions& options);

struct Comparison {
  double difference = 0;  // figure of the second predictions less that of the first
  Interval interval;      // of the difference
  double p = 1;  // two-sided: twice the share of the samples in which the difference has the other sign, with
                 // one more sample of each sign, so that it is never 0
};

// Two predictions of the same pictures, in the same order; each sample draws the same pictures for both.
Comparison paired_bootstrap(const Statistic& statistic, const std::vector<double>& first,
                            const std::vector<double>& second, const std::vector<double>& labels,
                            const BootstrapOptions& options);
Comparison paired_bootstrap(const Statistic& statistic, const Trainings& first, const Trainings& second,
                            const std::vector<double>& labels, const BootstrapOptions& options);

}  // namespace aesthetic::training
