// SPDX-License-Identifier: MIT
//
// One sigmoid unit behind a hidden layer on frozen features, which stand still while it learns.
//
//   PerceptronFit fit = fit_perceptron({features, labels, weights, 6}, {});
//   torch::Tensor hidden = torch::relu(fit.hidden_bias + clamped.matmul(fit.hidden_weight.t()));
//   torch::Tensor predicted = torch::sigmoid(hidden.mv(fit.output_weight) + fit.output_bias);
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace aesthetic::training {

struct PerceptronFit {
  torch::Tensor hidden_weight;  // (units, features), of features clamped to -limit..limit
  torch::Tensor hidden_bias;    // (units)
  torch::Tensor output_weight;  // (units)
  double output_bias = 0;
};

// Rows come in groups of the same length. The first two of each are the same picture, as a still and as a
// frame of a video.
struct PerceptronRows {
  torch::Tensor features;  // (rows, features), standardised
  torch::Tensor labels;    // (rows), 0..1
  torch::Tensor weights;   // (rows), 0 or more, not all 0
  std::int64_t group = 0;  // 2 or more
};

struct PerceptronOptions {
  std::int64_t units = 256;
  double limit = 3;  // deviations: a feature's few far values say little more, and would drown the others
  int epochs = 20;
  std::int64_t batch = 32;  // groups
  double learning_rate = 1e-3;
  double weight_decay = 2;  // decoupled (AdamW)
  double dropout = 0.3;     // of the hidden layer, while training
  double consistency =
      0.1;  // weight of the squared change of the logit from the still to the frame of a video
  std::uint64_t seed = 1;
};

// Adam on the weighted cross entropy, the learning rate falling to 0 along a cosine. The same seed and number
// of threads give the same fit.
PerceptronFit fit_perceptron(const PerceptronRows& rows, const PerceptronOptions& options);

}  // namespace aesthetic::training
