// SPDX-License-Identifier: MIT
//
// Logistic regression with a penalty: one sigmoid unit on frozen features, fitted to its minimum.
//
//   LogisticFit fit = fit_logistic(standardised, labels, weights, changes, {1e-3, 1});
//   torch::Tensor predicted = torch::sigmoid(standardised.mv(fit.weight) + fit.intercept);
#pragma once

#include <torch/types.h>

namespace aesthetic::training {

struct LogisticFit {
  torch::Tensor weight;  // (features)
  double intercept = 0;
};

struct LogisticOptions {
  double penalty = 1e-3;   // above 0
  double consistency = 0;  // of the changes
  int most_steps = 500;
};

// Minimises the weighted mean of the cross entropy + penalty / 2 |w|^2 + consistency * mean (changes w)^2, by
// L-BFGS. `features`: (rows, columns), `labels`: (rows), in 0..1, `weights`: (rows), 0 or more, not all 0,
// `changes`: (any number of rows, columns), differences of features that the prediction is not to follow.
LogisticFit fit_logistic(const torch::Tensor& features, const torch::Tensor& labels,
                         const torch::Tensor& weights, const torch::Tensor& changes,
                         const LogisticOptions& options);

}  // namespace aesthetic::training
