// SPDX-License-Identifier: MIT
//
// Loads a convolution and the batch normalisation after it as the one convolution that does the same.
//
//   load_folded(stem, weights, "conv1", "bn1", 1e-5);
#pragma once

#include <string>

#include "networks/layer.hpp"
#include "weights/pretrained_weights.hpp"

namespace aesthetic::training {

// y = (w x - mean) * gain / sqrt(variance + epsilon) + offset from the tensors CONVOLUTION.weight,
// NORM.weight, NORM.bias, NORM.running_mean and NORM.running_var.
void load_folded(Convolution& to, PretrainedWeights& weights, const std::string& convolution,
                 const std::string& norm, double epsilon);

}  // namespace aesthetic::training
