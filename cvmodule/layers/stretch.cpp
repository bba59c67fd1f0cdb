// SPDX-License-Identifier: MIT
#include "stretch.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "core_share.hpp"
#include "fuse.hpp"
#include "thread_limit.hpp"
#include "waiting.hpp"

namespace aesthetic::layers {
namespace {

constexpr double enough = 1.0 / 60;  // seconds: no video has more frames

std::vector<std::vector<float>> zeros(const std::vector<Shape>& shapes) {
  std::vector<std::vector<float>> tensors;
  tensors.reserve(shapes.size());
  for (const auto& shape : shapes)
    tensors.emplace_back(std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>()));
  return tensors;
}

// Of the faster of two runs after the first, which touches all memory; of the first where that says enough.
double seconds_of(Program& program, const std::vector<Shape>& inputs, const std::vector<Shape>& outputs) {
  auto from = zeros(inputs);
  auto to = zeros(outputs);
  for (std::size_t i = 0; i < from.size(); ++i) program.set_input(i, from[i].data());
  for (std::size_t i = 0; i < to.size(); ++i) program.set_output(i, to[i].data());
  const auto run = [&] {
    const auto start = std::chrono::steady_clock::now();
    program.run();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  constexpr double far = 4;
  const double first = run();
  return first > far * enough ? first : std::min(run(), run());
}

}  // namespace

Stretch::Stretch(Operations operations, std::vector<std::string> inputs, std::vector<std::string> outputs,
                 const Settings& settings)
    : engine_(dnnl::engine::kind::cpu, 0),
      operations_(fuse(std::move(operations), {outputs.begin(), outputs.end()})),
      inputs_(std::move(inputs)),
      outputs_(std::move(outputs)),
      settings_(settings) {}

std::vector<Shape> Stretch::output_shapes(const std::vector<Shape>& inputs) const {
  std::unordered_map<std::string, Shape> shapes;
  if (inputs.size() != inputs_.size()) throw Refused("a stretch got another number of inputs");
  for (std::size_t i = 0; i < inputs.size(); ++i) shapes[inputs_[i]] = inputs[i];
  for (const auto& operation : operations_) {
    std::vector<Shape> sources;
    for (const auto& input : operation->inputs) sources.push_back(shapes.at(input));
    shapes[operation->output] = operation->shape(sources);
  }
  std::vector<Shape> results;
  for (const auto& output : outputs_) results.push_back(shapes.at(output));
  return results;
}

Program& Stretch::program(const std::vector<Shape>& inputs) {
  if (!program_ || built_for_ != inputs) {
    program_.reset();
    program_.emplace(build_for_threads(inputs));
    built_for_ = inputs;
  }
  return *program_;
}

void Stretch::run() {
  if (settings_.observed != nullptr) {
    program_->run_observed(*settings_.observed);
  } else {
    program_->run();
  }
}

// One thread where that is fast enough: the others are for decoders and other streams, and beside those a
// picture that is shared among threads is often ready later than one that is not.
Program Stretch::build_for_threads(const std::vector<Shape>& inputs) {
  {
    const ThreadLimit one(1);
    auto program = build(inputs);
    if (seconds_of(program, inputs, output_shapes(inputs)) <= enough) return program;
  }
  const int threads = settings_.threads > 0 ? settings_.threads : usable_cores();
  if (threads > 1) keep_waits_short();
  const ThreadLimit all(threads);
  return build(inputs);
}

Program Stretch::build(const std::vector<Shape>& inputs) {
  std::vector<std::pair<std::string, Shape>> named;
  for (std::size_t i = 0; i < inputs.size(); ++i) named.emplace_back(inputs_[i], inputs[i]);
  const auto quantization =
      settings_.precision == Precision::int8 && settings_.ranges != nullptr
          ? Quantization(operations_, {outputs_.begin(), outputs_.end()}, *settings_.ranges)
          : Quantization();
  Builder builder(engine_, settings_.precision, named, quantization);
  for (const auto& operation : operations_) {
    try {
      std::vector<Shape> sources;
      for (const auto& input : operation->inputs) sources.push_back(builder.shape(input));
      operation->shape(sources);
      const auto before = builder.steps();
      operation->build(builder);
      if (builder.steps() > before) builder.name_last_step(operation->output);
    } catch (const std::exception& fault) {
      refused_.insert(operation->nodes.begin(), operation->nodes.end());
      throw Refused(fault.what());
    }
  }
  return builder.finish(outputs_);
}

}  // namespace aesthetic::layers
