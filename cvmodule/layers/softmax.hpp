// SPDX-License-Identifier: MIT
//
// Softmax along one axis. Before opset 13 ONNX meant all dimensions from the axis on; where that is not the
// same, the operation is refused.
#pragma once

#include "node_reader.hpp"
#include "operation.hpp"

namespace aesthetic::layers {

class SoftmaxAlong : public Operation {
 public:
  SoftmaxAlong(std::int64_t axis, bool all_from_axis) : axis_(axis), all_from_axis_(all_from_axis) {}
  Shape shape(const std::vector<Shape>& inputs) const override;
  void build(Builder& builder) override;

 private:
  std::int64_t axis_;
  bool all_from_axis_;
};

std::unique_ptr<Operation> read_softmax(NodeReader& node);

}  // namespace aesthetic::layers
