// SPDX-License-Identifier: MIT
#include "trainer/ridge.hpp"

#include <ATen/ops/linalg_solve.h>
#include <torch/torch.h>

namespace aesthetic::training {

RidgeFit fit_ridge(const torch::Tensor& features, const torch::Tensor& labels, double penalty) {
  const auto x = features.to(torch::kDouble);
  const auto y = labels.to(torch::kDouble);
  const auto mean = x.mean(0);
  const auto centred = x - mean;
  const auto residual = y - y.mean();
  const auto with_penalty = [&](torch::Tensor gram) {
    gram.diagonal().add_(penalty);
    return gram;
  };
  // The smaller of the two systems that have the same answer.
  const auto weight = x.size(0) < x.size(1)
                          ? centred.t().mv(at::linalg_solve(with_penalty(centred.mm(centred.t())), residual))
                          : at::linalg_solve(with_penalty(centred.t().mm(centred)), centred.t().mv(residual));
  return {weight, (y.mean() - mean.dot(weight)).item<double>()};
}

}  // namespace aesthetic::training
