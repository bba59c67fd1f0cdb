// SPDX-License-Identifier: MIT
//
// Mean squared error for data sets that rate different things: nothing where a picture has no label for a
// task.
//
//   loss = sum over tasks t of weight[t] * mean over pictures i with a label of (score[i, t] - label[i, t])^2
//
//   torch::Tensor loss = masked_mse(network.forward(pictures), labels, weights);
#pragma once

#include <torch/types.h>

namespace aesthetic::training {

// `scores` and `labels`: (n, tasks), labels NaN where there is none; `weights`: (tasks). A task without any
// label counts nothing, and no gradient reaches the scores without one.
torch::Tensor masked_mse(const torch::Tensor& scores, const torch::Tensor& labels,
                         const torch::Tensor& weights);

}  // namespace aesthetic::training
