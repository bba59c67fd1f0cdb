// SPDX-License-Identifier: MIT
//
// One operation of a stretch: what it reads and writes, the shape it gives, and how it becomes oneDNN
// primitives. One class per kind of primitive; read_operation() makes them from ONNX nodes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "builder.hpp"
#include "onednn.hpp"

namespace aesthetic::layers {

// What an operation may do with whole numbers of 8 bits.
enum class Int8 {
  nothing,     // takes float32
  multiplies,  // takes 8 bits, gives either
  passes       // hands on what it takes
};

class Operation {
 public:
  Operation() = default;
  virtual ~Operation() = default;
  Operation(const Operation&) = delete;
  Operation& operator=(const Operation&) = delete;

  std::vector<std::string> inputs;  // tensors
  std::string output;
  std::vector<int> nodes;  // those of the ONNX graph that this does, for who must refuse it

  // Throws Refused when these shapes are not for this operation.
  virtual Shape shape(const std::vector<Shape>& inputs) const = 0;

  // Of the inner loops of convolutions and dense layers, which nearly all time goes into.
  virtual double multiply_adds(const std::vector<Shape>& /*inputs*/) const { return 0; }

  // Adds the primitives that make `output` from `inputs`. May change the layout of its own weights. Throws
  // Refused or dnnl::error.
  virtual void build(Builder& builder) = 0;

  virtual Int8 int8() const { return Int8::nothing; }

  // Takes over what `next`, the only reader of `output`, does; false where it cannot. When `next` has another
  // input, that one becomes the last of `inputs` and its memory the result's.
  virtual bool absorb(const Operation& /*next*/) { return false; }
};

using Operations = std::vector<std::unique_ptr<Operation>>;

}  // namespace aesthetic::layers
