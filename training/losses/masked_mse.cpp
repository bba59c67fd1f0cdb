// SPDX-License-Identifier: MIT
#include "losses/masked_mse.hpp"

namespace aesthetic::training {

torch::Tensor masked_mse(const torch::Tensor& scores, const torch::Tensor& labels,
                         const torch::Tensor& weights) {
  const auto labelled = labels.isfinite();
  // The labels are replaced before the subtraction: NaN times zero would still be NaN in the gradient.
  const auto known = torch::where(labelled, labels, torch::zeros_like(labels));
  const auto squares = torch::square(scores - known) * labelled;
  const auto counts = labelled.sum(0).clamp_min(1);
  return (squares.sum(0) / counts * weights).sum();
}

}  // namespace aesthetic::training
