// SPDX-License-Identifier: MIT
#include "networks/precision.hpp"

#include <ATen/autocast_mode.h>

#include <fstream>
#include <string>

namespace aesthetic::training {

bool cpu_has_bfloat16() {
  // Compilers differ in the names they know for these flags; the kernel tells them.
  std::ifstream processors("/proc/cpuinfo");
  for (std::string line; std::getline(processors, line);)
    if (line.rfind("flags", 0) == 0)
      return line.find(" avx512_bf16") != std::string::npos || line.find(" amx_bf16") != std::string::npos;
  return false;
}

Autocast::Autocast(Precision precision, c10::Device device)
    : active_(precision == Precision::bfloat16), cuda_(device.is_cuda()) {
  if (!active_) return;
  if (cuda_) {
    at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    at::autocast::set_enabled(true);
  } else {
    at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    at::autocast::set_cpu_enabled(true);
  }
}

Autocast::~Autocast() {
  if (!active_) return;
  cuda_ ? at::autocast::set_enabled(false) : at::autocast::set_cpu_enabled(false);
  // It keeps the weights it has turned, which the next step changes.
  at::autocast::clear_cache();
}

}  // namespace aesthetic::training
