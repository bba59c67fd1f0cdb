// SPDX-License-Identifier: MIT
//
// A constant of an operation. It starts plain and changes, once, to the layout that oneDNN wants; primitives
// of another batch size share it.
//
//   Weights weights({64, 3, 3, 3}, std::move(values));
//   const dnnl::memory& ready = weights.in_layout(engine, description.weights_desc());
#pragma once

#include <vector>

#include "onednn.hpp"

namespace aesthetic::layers {

class Weights {
 public:
  Weights(const Shape& shape, std::vector<float> values) : Weights(plain_layout(shape), std::move(values)) {}
  Weights(const dnnl::memory::desc& layout, std::vector<float> values)
      : layout_(layout), values_(std::move(values)) {}

  // Values in the layout given at the start; only before the first in_layout().
  std::vector<float>& values() { return values_; }
  const dnnl::memory& in_layout(const dnnl::engine& engine, const dnnl::memory::desc& wanted);

 private:
  dnnl::memory::desc layout_;
  std::vector<float> values_;
  dnnl::memory memory_;
};

}  // namespace aesthetic::layers
