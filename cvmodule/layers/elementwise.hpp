// SPDX-License-Identifier: MIT
//
// Relu, Clip, Sigmoid, and Mul or Add by one number. Goes into the operation before it where that can take
// it.
#pragma once

#include "node_reader.hpp"
#include "operation.hpp"
#include "post_ops.hpp"

namespace aesthetic::layers {

class Elementwise : public Operation {
 public:
  explicit Elementwise(const Activation& activation) : activation_(activation) {}

  const Activation& activation() const { return activation_; }

  Shape shape(const std::vector<Shape>& inputs) const override { return inputs[0]; }
  void build(Builder& builder) override;

 private:
  Activation activation_;
};

std::unique_ptr<Operation> read_relu(NodeReader& node);
std::unique_ptr<Operation> read_sigmoid(NodeReader& node);
std::unique_ptr<Operation> read_clip(NodeReader& node);

}  // namespace aesthetic::layers
