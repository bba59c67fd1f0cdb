// SPDX-License-Identifier: MIT
#include "limit.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "onednn.hpp"
#include "settings.hpp"

namespace aesthetic::bench {
namespace {

using layers::Type;

constexpr std::int64_t side = 1536;

// Zeros: a processor multiplies them no faster.
void multiply(benchmark::State& state, Type type, Type weights_type, Type result_type) {
  const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  dnnl::stream stream(engine);
  const auto description = layers::describe<dnnl::matmul>(
      engine, dnnl::primitive_attr(), layers::any_layout({side, side}, type),
      layers::any_layout({side, side}, weights_type), layers::any_layout({side, side}, result_type));
  const dnnl::matmul product(description);
  const auto zeros = [&](const dnnl::memory::desc& layout) {
    dnnl::memory memory(layout, engine);
    std::fill_n(static_cast<char*>(memory.get_data_handle()), layout.get_size(), 0);
    return memory;
  };
  const std::unordered_map<int, dnnl::memory> arguments = {
      {DNNL_ARG_SRC, zeros(description.src_desc())},
      {DNNL_ARG_WEIGHTS, zeros(description.weights_desc())},
      {DNNL_ARG_DST, zeros(description.dst_desc())}};
  product.execute(stream, arguments);
  stream.wait();
  for (auto _ : state) {
    product.execute(stream, arguments);
    stream.wait();
  }
  state.SetItemsProcessed(state.iterations() * 2 * side * side * side);  // operations
  state.SetLabel(description.impl_info_str());
}

}  // namespace

void add_limits() {
  using layers::Precision;
  const auto add = [](const char* name, Precision precision, Type type, Type weights_type, Type result_type) {
    if (layers::has_instructions_for(precision))
      benchmark::RegisterBenchmark(name, multiply, type, weights_type, result_type)
          ->Unit(benchmark::kMillisecond)
          ->UseRealTime();
  };
  add("limit/float32", Precision::float32, Type::f32, Type::f32, Type::f32);
  add("limit/bfloat16", Precision::bfloat16, Type::bf16, Type::bf16, Type::bf16);
  add("limit/int8", Precision::int8, Type::u8, Type::s8, Type::u8);
}

}  // namespace aesthetic::bench
