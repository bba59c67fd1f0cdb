// SPDX-License-Identifier: MIT
#include "trainer/ridge.hpp"

#include <ATen/ops/linalg_solve.h>
#include <torch/torch.h>

namespace aesthetic::training {

RidgeFit fit_ridge(const torch::Tensor& features, const torch::Tensor& labels, const torch::Tensor& changes,
                   double penalty) {
  const auto x = features.to(torch::kDouble);
  const auto y = labels.to(torch::kDouble);
  const auto mean = x.mean(0);
  const auto rows = torch::cat({x - mean, changes.to(torch::kDouble)});
  const auto wanted = torch::cat({y - y.mean(), torch::zeros({changes.size(0)}, torch::kDouble)});
  const auto with_penalty = [&](torch::Tensor gram) {
    gram.diagonal().add_(penalty);
    return gram;
  };
  // The smaller of the two systems that have the same answer.
  const auto weight = rows.size(0) < rows.size(1)
                          ? rows.t().mv(at::linalg_solve(with_penalty(rows.mm(rows.t())), wanted))
                          : at::linalg_solve(with_penalty(rows.t().mm(rows)), rows.t().mv(wanted));
  return {weight, (y.mean() - mean.dot(weight)).item<double>()};
}

}  // namespace aesthetic::training
