// SPDX-License-Identifier: MIT
//
// Operations that compute nothing: Concat, Flatten, and Identity or Dropout, which are gone at inference.
#pragma once

#include "node_reader.hpp"
#include "operation.hpp"

namespace aesthetic::layers {

class Concat : public Operation {
 public:
  explicit Concat(std::int64_t axis) : axis_(axis) {}
  Shape shape(const std::vector<Shape>& inputs) const override;
  void build(Builder& builder) override;
  Int8 int8() const override { return Int8::passes; }

 private:
  std::int64_t axis_;
};

// To (N, everything else), in memory of its own.
class Flatten : public Operation {
 public:
  Shape shape(const std::vector<Shape>& inputs) const override;
  void build(Builder& builder) override;
};

// Another name of the same tensor in the same memory.
class Alias : public Operation {
 public:
  Shape shape(const std::vector<Shape>& inputs) const override { return inputs[0]; }
  void build(Builder& builder) override;
};

std::unique_ptr<Operation> read_concat(NodeReader& node);
std::unique_ptr<Operation> read_flatten(NodeReader& node);
std::unique_ptr<Operation> read_identity(NodeReader& node);
std::unique_ptr<Operation> read_dropout(NodeReader& node);

}  // namespace aesthetic::layers
