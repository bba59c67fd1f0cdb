// SPDX-License-Identifier: MIT
//
// Ridge regression in closed form: the best linear start of a head on frozen features. Gradient descent needs
// thousands of steps to get there, and with a few hundred pictures it overfits on the way.
//
//   RidgeFit fit = fit_ridge(standardised, labels, 3000);
//   torch::Tensor predicted = standardised.mv(fit.weight) + fit.intercept;
#pragma once

#include <torch/types.h>

namespace aesthetic::training {

struct RidgeFit {
  torch::Tensor weight;  // (features), float64
  double intercept = 0;
};

// Minimises |labels - features w - b|^2 + penalty |w|^2 (Hoerl and Kennard 1970).
// `features`: (rows, columns), `labels`: (rows); rows >= 1, penalty > 0.
RidgeFit fit_ridge(const torch::Tensor& features, const torch::Tensor& labels, double penalty);

}  // namespace aesthetic::training
