// SPDX-License-Identifier: MIT
#include "losses/squared_emd.hpp"

namespace aesthetic::training {

torch::Tensor masked_squared_emd(const torch::Tensor& predicted, const torch::Tensor& wanted) {
  const auto given = wanted.isfinite().all(1);
  // Replaced before the subtraction: NaN times zero would still be NaN in the gradient.
  const auto known = torch::where(given.unsqueeze(1), wanted, torch::zeros_like(wanted));
  const auto squares = (predicted.cumsum(1) - known.cumsum(1)).square().mean(1) * given;
  return squares.sum() / given.sum().clamp_min(1);
}

}  // namespace aesthetic::training
