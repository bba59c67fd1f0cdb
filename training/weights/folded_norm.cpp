// SPDX-License-Identifier: MIT
#include "weights/folded_norm.hpp"

#include <torch/torch.h>

namespace aesthetic::training {

void load_folded(Convolution& to, PretrainedWeights& weights, const std::string& convolution,
                 const std::string& norm, double epsilon) {
  const auto shape = to.weight_shape();
  const auto weight = weights.take(convolution + ".weight", shape);
  const auto gain = weights.take(norm + ".weight", {shape[0]});
  const auto offset = weights.take(norm + ".bias", {shape[0]});
  const auto mean = weights.take(norm + ".running_mean", {shape[0]});
  const auto variance = weights.take(norm + ".running_var", {shape[0]});
  const auto scale = gain / torch::sqrt(variance + epsilon);
  to.set(weight * scale.view({-1, 1, 1, 1}), offset - mean * scale);
}

}  // namespace aesthetic::training
