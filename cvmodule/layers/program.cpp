// SPDX-License-Identifier: MIT
#include "program.hpp"

#include <utility>

#include "core_share.hpp"
#include "thread_limit.hpp"

namespace aesthetic::layers {

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

void Program::add(const dnnl::primitive& primitive, std::vector<Argument> arguments) {
  Step step{primitive, {}, {}};
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

void Program::run() {
  const CoreShare share(threads_);
  const ThreadLimit limit(threads_);
  // The C call, because the C++ one makes a container of the arguments every time.
  for (const auto& step : steps_)
    dnnl::error::wrap_c_api(
        dnnl_primitive_execute(step.primitive.get(), stream_.get(), static_cast<int>(step.arguments.size()),
                               step.arguments.data()),
        "could not execute a primitive");
  stream_.wait();
}

}  // namespace aesthetic::layers
