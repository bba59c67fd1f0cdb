// SPDX-License-Identifier: MIT
#include "post_ops.hpp"

namespace aesthetic::layers {

dnnl::post_ops PostOps::make() const {
  dnnl::post_ops made;
  if (has_sum_) made.append_sum();
  for (const auto& [algorithm, alpha, beta] : activations_) append_elementwise(made, algorithm, alpha, beta);
  return made;
}

dnnl::post_ops PostOps::make_int8(Type held_type, float held_step, float result_step) const {
  dnnl::post_ops made;
  if (has_sum_) made.append_sum(held_step, 0, held_type);
  for (const auto& [algorithm, alpha, beta] : activations_) append_elementwise(made, algorithm, alpha, beta);
  if (result_step != 1) append_elementwise(made, dnnl::algorithm::eltwise_linear, 1 / result_step, 0);
  return made;
}

}  // namespace aesthetic::layers
