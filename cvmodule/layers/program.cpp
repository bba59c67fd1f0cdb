// SPDX-License-Identifier: MIT
#include "program.hpp"

#include <algorithm>
#include <utility>

#include "core_share.hpp"
#include "thread_limit.hpp"

namespace aesthetic::layers {
namespace {

// Channels that fill up a block are 0, which every range may hold.
void widen(Range& range, const dnnl::memory& memory) {
  if (type_of(memory.get_desc()) != Type::f32) return;
  const auto* values = static_cast<const float*>(memory.get_data_handle());
  const auto [lowest, highest] =
      std::minmax_element(values, values + memory.get_desc().get_size() / sizeof(float));
  range.lowest = std::min(range.lowest, *lowest);
  range.highest = std::max(range.highest, *highest);
}

}  // namespace

Program::Program(const dnnl::engine& engine, std::size_t arena_bytes, std::size_t scratch_bytes)
    : threads_(omp_get_max_threads()),
      engine_(engine),
      stream_(engine),
      arena_(arena_bytes),
      scratch_(scratch_bytes) {}

dnnl::memory Program::memory(const dnnl::memory::desc& layout, const Buffer& buffer) {
  if (buffer.place == Buffer::Place::arena) return {layout, engine_, arena_.data() + buffer.extent.offset};
  outside_.push_back({buffer, dnnl::memory(layout, engine_, nullptr)});
  return outside_.back().memory;
}

dnnl::memory Program::scratch(const dnnl::memory::desc& layout) {
  return {layout, engine_, scratch_.data()};
}

void Program::add(const dnnl::primitive& primitive, std::vector<Argument> arguments, std::string tensor) {
  Step step{primitive, {}, {}, std::move(tensor)};
  for (auto& argument : arguments) {
    step.arguments.push_back({argument.key, argument.memory.get()});
    step.memories.push_back(std::move(argument.memory));
  }
  steps_.push_back(std::move(step));
}

void Program::set_outside(Buffer::Place place, std::size_t index, void* data) {
  for (auto& outside : outside_)
    if (outside.buffer.place == place && outside.buffer.index == index) outside.memory.set_data_handle(data);
}

void Program::set_input(std::size_t index, void* data) {
  set_outside(Buffer::Place::input, index, data);
}

void Program::set_output(std::size_t index, void* data) {
  set_outside(Buffer::Place::output, index, data);
}

// The C call, because the C++ one makes a container of the arguments every time.
void Program::execute(const Step& step) {
  dnnl::error::wrap_c_api(
      dnnl_primitive_execute(step.primitive.get(), stream_.get(), static_cast<int>(step.arguments.size()),
                             step.arguments.data()),
      "could not execute a primitive");
}

void Program::run() {
  const CoreShare share(threads_);
  const ThreadLimit limit(threads_);
  for (const auto& step : steps_) execute(step);
  stream_.wait();
}

const dnnl::memory& Program::written_by(const Step& step) {
  const auto at = std::find_if(step.arguments.begin(), step.arguments.end(),
                               [](const auto& argument) { return argument.arg == DNNL_ARG_DST; });
  return step.memories[static_cast<std::size_t>(at - step.arguments.begin())];
}

void Program::run_observed(Ranges& ranges) {
  const CoreShare share(threads_);
  const ThreadLimit limit(threads_);
  for (const auto& step : steps_) {
    execute(step);
    stream_.wait();
    if (!step.tensor.empty()) widen(ranges[step.tensor], written_by(step));
  }
}

}  // namespace aesthetic::layers
