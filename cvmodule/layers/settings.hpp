// SPDX-License-Identifier: MIT
//
// How stretches of a network are to compute.
//
//   read_onednn_network(bytes, {Precision::bfloat16});
#pragma once

namespace aesthetic::layers {

enum class Precision {
  float32,
  bfloat16  // convolutions and what lies between them; sums, small dense layers and results are float32
};

// Whether this processor has instructions for it (ONEDNN_MAX_CPU_ISA counts): without, it would be slower
// than float32.
bool has_instructions_for(Precision precision);

struct Settings {
  Precision precision = Precision::float32;
  int threads = 0;  // that may share the work at most; 0: the cores that the process may use
};

}  // namespace aesthetic::layers
