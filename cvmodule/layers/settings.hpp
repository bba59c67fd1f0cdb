// SPDX-License-Identifier: MIT
//
// How stretches of a network are to compute.
//
//   read_onednn_network(bytes, {Precision::bfloat16});
#pragma once

#include <memory>
#include <string>
#include <unordered_map>

namespace aesthetic::layers {

enum class Precision {
  float32,
  bfloat16,  // convolutions and what lies between them; sums, small dense layers and results are float32
  int8       // convolutions whose input has a known range, and what lies between them; the rest is float32
};

// Whether this processor has instructions for it (ONEDNN_MAX_CPU_ISA counts): without, it would be slower
// than float32, or for int8 wrong, because sums of products saturate.
bool has_instructions_for(Precision precision);

// The least and the greatest value of a tensor.
struct Range {
  float lowest = 0;
  float highest = 0;
};
using Ranges = std::unordered_map<std::string, Range>;  // by tensor of the ONNX graph

struct Settings {
  Precision precision = Precision::float32;
  int threads = 0;  // that may share the work at most; 0: the cores that the process may use
  std::shared_ptr<const Ranges> ranges = nullptr;  // for int8: of the tensors that convolutions read
  std::shared_ptr<Ranges> observed = nullptr;      // where every run in float32 adds the ranges that it meets
  // Multiply-adds for which another thread comes in: on an EPYC with AVX-512 some 2 ms, of which waking it
  // and waiting for it costs a tenth. By count and not by the clock, because sums made in another order
  // differ in their last digits: the same picture must get the same scores.
  double worth_a_thread = 0.1e9;
};

}  // namespace aesthetic::layers
