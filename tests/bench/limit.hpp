// SPDX-License-Identifier: MIT
//
// The best rate of multiplications that oneDNN reaches here: products of large matrices, on all cores.
// Registers the benchmarks limit/float32, limit/bfloat16 and limit/int8, those that the processor has
// instructions for.
#pragma once

namespace aesthetic::bench {

void add_limits();

}  // namespace aesthetic::bench
