// SPDX-License-Identifier: MIT
#include "settings.hpp"

#include "onednn.hpp"

namespace aesthetic::layers {

bool has_instructions_for(Precision precision) {
  switch (precision) {
    case Precision::bfloat16:
      return has_instructions(dnnl::cpu_isa::avx512_core_bf16);
    case Precision::int8:
      return has_instructions(dnnl::cpu_isa::avx512_core_vnni);
    default:
      return true;
  }
}

}  // namespace aesthetic::layers
