// SPDX-License-Identifier: MIT
//
// y = scale * x + shift with numbers of each channel: BatchNormalization, and Mul or Add by a constant of
// shape (1, C, 1, 1). Goes into the convolution before it; alone it is a depthwise 1x1 convolution.
#pragma once

#include "node_reader.hpp"
#include "operation.hpp"

namespace aesthetic::layers {

class Affine : public Operation {
 public:
  Affine(std::vector<float> scale, std::vector<float> shift)
      : scale_(std::move(scale)), shift_(std::move(shift)) {}

  const std::vector<float>& scale() const { return scale_; }
  const std::vector<float>& shift() const { return shift_; }
  std::unique_ptr<Operation> as_convolution() const;

  Shape shape(const std::vector<Shape>& inputs) const override { return inputs[0]; }
  void build(Builder& builder) override;

 private:
  std::vector<float> scale_;
  std::vector<float> shift_;
};

std::unique_ptr<Operation> read_batch_normalization(NodeReader& node);

}  // namespace aesthetic::layers
