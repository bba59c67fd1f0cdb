// SPDX-License-Identifier: MIT
//
// What a primitive does to its result before it writes it: activations, and the sum of a residual connection.
#pragma once

#include <vector>

#include "onednn.hpp"

namespace aesthetic::layers {

// An elementwise function, as oneDNN names it and its two numbers.
struct Activation {
  dnnl::algorithm algorithm;
  float alpha = 0;
  float beta = 0;
};

class PostOps {
 public:
  bool empty() const { return !has_sum_ && activations_.empty(); }
  bool has_sum() const { return has_sum_; }
  // Adds to what the result's memory holds. oneDNN is fast only when this comes first.
  void sum() { has_sum_ = true; }
  void append(const Activation& activation) { activations_.push_back(activation); }
  dnnl::post_ops make() const;
  // The same where the memory holds whole numbers of 8 bits in steps of `held_step` or, with `held_step` 1,
  // float32; the result is divided by `result_step`.
  dnnl::post_ops make_int8(Type held_type, float held_step, float result_step) const;

 private:
  bool has_sum_ = false;
  std::vector<Activation> activations_;
};

}  // namespace aesthetic::layers
