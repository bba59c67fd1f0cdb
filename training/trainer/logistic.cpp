// SPDX-License-Identifier: MIT
#include "trainer/logistic.hpp"

#include <torch/torch.h>

namespace aesthetic::training {

LogisticFit fit_logistic(const torch::Tensor& features, const torch::Tensor& labels,
                         const torch::Tensor& weights, const torch::Tensor& changes,
                         const LogisticOptions& options) {
  const auto shares = weights / weights.sum();
  auto weight = torch::zeros({features.size(1)}, torch::requires_grad());
  auto intercept = torch::zeros({1}, torch::requires_grad());
  torch::nn::BCEWithLogitsLoss cross_entropy(torch::nn::BCEWithLogitsLossOptions().reduction(torch::kNone));
  const auto loss = [&] {
    const auto errors = cross_entropy->forward(features.mv(weight) + intercept, labels);
    auto sum = errors.dot(shares) + options.penalty / 2 * weight.square().sum();
    if (changes.size(0) > 0) sum = sum + options.consistency * changes.mv(weight).square().mean();
    return sum;
  };
  torch::optim::LBFGS optimiser({weight, intercept}, torch::optim::LBFGSOptions(1)
                                                         .max_iter(options.most_steps)
                                                         .history_size(20)
                                                         .tolerance_grad(1e-6)
                                                         .tolerance_change(1e-9)
                                                         .line_search_fn("strong_wolfe"));
  optimiser.step([&] {
    optimiser.zero_grad();
    auto value = loss();
    value.backward();
    return value;
  });
  return {weight.detach(), intercept.item<double>()};
}

}  // namespace aesthetic::training
