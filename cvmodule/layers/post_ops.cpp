// SPDX-License-Identifier: MIT
#include "post_ops.hpp"

namespace aesthetic::layers {

dnnl::post_ops PostOps::make() const {
  dnnl::post_ops made;
  if (has_sum_) made.append_sum();
  for (const auto& [algorithm, alpha, beta] : activations_) append_elementwise(made, algorithm, alpha, beta);
  return made;
}

}  // namespace aesthetic::layers
