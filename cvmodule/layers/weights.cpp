// SPDX-License-Identifier: MIT
#include "weights.hpp"

namespace aesthetic::layers {

const dnnl::memory& Weights::in_layout(const dnnl::engine& engine, const dnnl::memory::desc& wanted) {
  if (memory_ && memory_.get_desc() == wanted) return memory_;
  dnnl::memory held = memory_ ? memory_ : dnnl::memory(layout_, engine, values_.data());
  dnnl::memory ready(wanted, engine);
  dnnl::stream stream(engine);
  dnnl::reorder(held, ready).execute(stream, held, ready);
  stream.wait();
  memory_ = ready;
  std::vector<float>().swap(values_);  // '= {}' would keep its memory
  return memory_;
}

}  // namespace aesthetic::layers
