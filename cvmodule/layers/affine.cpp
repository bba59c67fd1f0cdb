// SPDX-License-Identifier: MIT
#include "affine.hpp"

#include <cmath>

#include "convolution.hpp"

namespace aesthetic::layers {

std::unique_ptr<Operation> Affine::as_convolution() const {
  const auto channels = static_cast<std::int64_t>(scale_.size());
  Window window;
  window.kernel = window.strides = window.dilations = {1, 1};
  window.begin = window.end = {0, 0};
  auto made =
      std::make_unique<Convolution>(window, channels, ConstantTensor{{channels, 1, 1, 1}, scale_}, shift_);
  made->inputs = inputs;
  made->output = output;
  made->nodes = nodes;
  return made;
}

void Affine::build(Builder& builder) {
  as_convolution()->build(builder);
}

std::unique_ptr<Operation> read_batch_normalization(NodeReader& node) {
  node.ignore("momentum");
  node.expect("training_mode", 0, 0);
  node.expect("spatial", 1, 1);
  const float epsilon = node.number("epsilon", 1e-5F);
  const auto gamma = node.constant(1).values;
  const auto beta = node.constant(2).values;
  const auto mean = node.constant(3).values;
  const auto variance = node.constant(4).values;
  if (beta.size() != gamma.size() || mean.size() != gamma.size() || variance.size() != gamma.size())
    throw Refused("BatchNormalization: its constants differ in length");
  std::vector<float> scale(gamma.size());
  std::vector<float> shift(gamma.size());
  for (std::size_t i = 0; i < gamma.size(); ++i) {
    scale[i] = gamma[i] / std::sqrt(variance[i] + epsilon);
    shift[i] = beta[i] - mean[i] * scale[i];
  }
  auto made = std::make_unique<Affine>(std::move(scale), std::move(shift));
  made->inputs = {node.variable(0)};
  return made;
}

}  // namespace aesthetic::layers
