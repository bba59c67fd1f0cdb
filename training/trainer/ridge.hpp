// SPDX-License-Identifier: MIT
//
// Ridge regression in closed form: the best linear start of a head on frozen features. Gradient descent needs
// thousands of steps to get there, and with a few hundred pictures it overfits on the way.
//
//   RidgeFit fit = fit_ridge(standardised, labels, changes, 3000);
//   torch::Tensor predicted = standardised.mv(fit.weight) + fit.intercept;
#pragma once

#include <torch/types.h>

namespace aesthetic::training {

struct RidgeFit {
  torch::Tensor weight;  // (features), float64
  double intercept = 0;
};

// Minimises |labels - features w - b|^2 + |changes w|^2 + penalty |w|^2 (Hoerl and Kennard 1970).
// `features`: (rows, columns), `labels`: (rows), `changes`: (any number of rows, columns), differences of
// features that the prediction is not to follow; rows >= 1, penalty > 0.
RidgeFit fit_ridge(const torch::Tensor& features, const torch::Tensor& labels, const torch::Tensor& changes,
                   double penalty);

}  // namespace aesthetic::training
