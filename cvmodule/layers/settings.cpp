// SPDX-License-Identifier: MIT
#include "settings.hpp"

#include "onednn.hpp"

namespace aesthetic::layers {

bool has_instructions_for(Precision precision) {
  const auto has = [isa = static_cast<unsigned>(dnnl::get_effective_cpu_isa())](dnnl::cpu_isa set) {
    return (isa & static_cast<unsigned>(set)) == static_cast<unsigned>(set);
  };
  switch (precision) {
    case Precision::bfloat16:
      return has(dnnl::cpu_isa::avx512_core_bf16);
    case Precision::int8:
      return has(dnnl::cpu_isa::avx512_core_vnni);
    default:
      return true;
  }
}

}  // namespace aesthetic::layers
