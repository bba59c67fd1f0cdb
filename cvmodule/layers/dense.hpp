// SPDX-License-Identifier: MIT
//
// Gemm with constant weights, and the activation after it.
#pragma once

#include "node_reader.hpp"
#include "operation.hpp"
#include "post_ops.hpp"
#include "weights.hpp"

namespace aesthetic::layers {

class Dense : public Operation {
 public:
  // `weight` in any layout of (out, in); bias[out].
  Dense(const Shape& shape, Weights weight, std::vector<float> bias);

  Shape shape(const std::vector<Shape>& inputs) const override;
  double multiply_adds(const std::vector<Shape>& inputs) const override;
  void build(Builder& builder) override;
  bool absorb(const Operation& next) override;

 private:
  Shape weight_shape_;
  Weights weight_;
  Weights bias_;
  PostOps post_ops_;
};

std::unique_ptr<Operation> read_dense(NodeReader& node);

}  // namespace aesthetic::layers
