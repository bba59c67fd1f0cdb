// SPDX-License-Identifier: MIT
//
// Add and Mul of two tensors; dimensions of 1 of one of them spread over the other's. By a constant they are
// Affine or Elementwise instead.
#pragma once

#include "node_reader.hpp"
#include "operation.hpp"
#include "post_ops.hpp"

namespace aesthetic::layers {

class Binary : public Operation {
 public:
  explicit Binary(dnnl::algorithm algorithm) : algorithm_(algorithm) {}

  // An addition that nothing follows: what a convolution can take over.
  bool is_plain_sum() const { return algorithm_ == dnnl::algorithm::binary_add && post_ops_.empty(); }

  Shape shape(const std::vector<Shape>& inputs) const override;
  void build(Builder& builder) override;
  bool absorb(const Operation& next) override;

 private:
  dnnl::algorithm algorithm_;
  PostOps post_ops_;
};

std::unique_ptr<Operation> read_add(NodeReader& node);
std::unique_ptr<Operation> read_multiply(NodeReader& node);

}  // namespace aesthetic::layers
