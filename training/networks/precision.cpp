// SPDX-License-Identifier: MIT
#include "networks/precision.hpp"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

#include <fstream>
#include <string>

namespace aesthetic::training {
namespace {

void set_bfloat16(bool cuda, bool enabled) {
#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)
  const auto device = cuda ? at::kCUDA : at::kCPU;
  at::autocast::set_autocast_dtype(device, at::kBFloat16);
  at::autocast::set_autocast_enabled(device, enabled);
#else
  if (cuda) {
    at::autocast::set_autocast_gpu_dtype(at::kBFloat16);
    at::autocast::set_enabled(enabled);
  } else {
    at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
    at::autocast::set_cpu_enabled(enabled);
  }
#endif
}

}  // namespace

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
  if (active_) set_bfloat16(cuda_, true);
}

Autocast::~Autocast() {
  if (!active_) return;
  set_bfloat16(cuda_, false);
  // It keeps the weights it has turned, which the next step changes.
  at::autocast::clear_cache();
}

}  // namespace aesthetic::training
