// SPDX-License-Identifier: MIT
//
// With which numbers a backbone computes. In bfloat16 LibTorch's autocast turns the operands of convolutions
// into numbers of 16 bits, which processors with AVX512-BF16 or AMX and GPUs multiply faster; weights, sums,
// head and loss stay float32.
//
//   const Autocast autocast(Precision::bfloat16, torch::kCPU);
//   x = backbone.forward_stage(0, x);  // bfloat16
#pragma once

#include <c10/core/Device.h>

namespace aesthetic::training {

enum class Precision { float32, bfloat16 };

// Whether this processor multiplies bfloat16 itself (AVX512-BF16 or AMX).
bool cpu_has_bfloat16();

// For the calling thread, as long as the object lives.
class Autocast {
 public:
  Autocast(Precision precision, c10::Device device);
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  bool active_;
  bool cuda_;
};

}  // namespace aesthetic::training
