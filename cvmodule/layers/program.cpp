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

void Program::Part::add(int key, dnnl::memory memory) {
  arguments_.push_back({key, memory.get()});
  memories_.push_back(std::move(memory));
}

// The C call, because the C++ one makes a container of the arguments every time.
void Program::Part::execute(const dnnl::stream& stream) const {
  dnnl::error::wrap_c_api(dnnl_primitive_execute(primitive_.get(), stream.get(),
                                                 static_cast<int>(arguments_.size()), arguments_.data()),
                          "could not execute a primitive");
}

const dnnl::memory& Program::Part::written() const {
  const auto at = std::find_if(arguments_.begin(), arguments_.end(),
                               [](const auto& argument) { return argument.arg == DNNL_ARG_DST; });
  return memories_[static_cast<std::size_t>(at - arguments_.begin())];
}

Program::Program(const dnnl::engine& engine, std::size_t arena_bytes, std::size_t scratch_bytes)
    : threads_(omp_get_max_threads()),
      engine_(engine),
      streams_{dnnl::stream(engine)},
      arena_(arena_bytes),
      scratch_(scratch_bytes) {}

dnnl::memory Program::memory(const dnnl::memory::desc& layout, const Buffer& buffer, std::size_t offset) {
  if (buffer.place == Buffer::Place::arena)
    return {layout, engine_, arena_.data() + buffer.extent.offset + offset};
  outside_.push_back({buffer, dnnl::memory(layout, engine_, nullptr), offset});
  return outside_.back().memory;
}

dnnl::memory Program::scratch(const dnnl::memory::desc& layout, std::size_t offset) {
  return {layout, engine_, scratch_.data() + offset};
}

void Program::add(std::vector<Part> parts, std::string tensor) {
  steps_.push_back({std::move(parts), std::move(tensor)});
}

void Program::share(int threads) {
  std::vector<std::size_t> parts_of_steps;
  for (const auto& step : steps_) {
    parts_of_steps.push_back(step.parts.size());
    for (const auto& part : step.parts) parts_.push_back(&part);
  }
  while (streams_.size() < static_cast<std::size_t>(threads)) streams_.emplace_back(engine_);
  team_ = std::make_unique<Team>(threads, parts_of_steps);
  threads_ = threads;
}

void Program::set_outside(Buffer::Place place, std::size_t index, void* data) {
  for (auto& outside : outside_)
    if (outside.buffer.place == place && outside.buffer.index == index)
      outside.memory.set_data_handle(static_cast<std::byte*>(data) + outside.offset);
}

void Program::set_input(std::size_t index, void* data) {
  set_outside(Buffer::Place::input, index, data);
}

void Program::set_output(std::size_t index, void* data) {
  set_outside(Buffer::Place::output, index, data);
}

void Program::run() {
  const CoreShare share(threads_);
  if (team_ != nullptr) {
    run_in_team();
    return;
  }
  const ThreadLimit limit(threads_);
  for (const auto& step : steps_)
    for (const auto& part : step.parts) part.execute(streams_[0]);
  streams_[0].wait();
}

void Program::run_in_team() {
  team_->run([this](std::size_t part, std::size_t thread) {
    const ThreadLimit limit(1);
    parts_[part]->execute(streams_[thread]);
  });
}

void Program::run_observed(Ranges& ranges) {
  const CoreShare share(threads_);
  const ThreadLimit limit(threads_);
  for (const auto& step : steps_) {
    for (const auto& part : step.parts) part.execute(streams_[0]);
    streams_[0].wait();
    if (step.tensor.empty()) continue;
    for (const auto& part : step.parts) widen(ranges[step.tensor], part.written());
  }
}

}  // namespace aesthetic::layers
