// SPDX-License-Identifier: MIT
#include "stretch.hpp"

#include <utility>

#include "core_share.hpp"
#include "fuse.hpp"
#include "thread_limit.hpp"
#include "waiting.hpp"

namespace aesthetic::layers {
namespace {

// Multiply-adds that one core does in a 60th of a second, and no video has more frames. An EPYC with AVX-512
// does 0.8e9 of EfficientNet-Lite0's; half as wide registers do half. By count and not by the clock, because
// sums made in another order differ in their last digits: the same picture must get the same scores.
double enough_for_one_thread() {
  if (has_instructions(dnnl::cpu_isa::avx512_core)) return 0.8e9;
  return has_instructions(dnnl::cpu_isa::avx2) ? 0.45e9 : 0.15e9;
}

}  // namespace

Stretch::Stretch(Operations operations, std::vector<std::string> inputs, std::vector<std::string> outputs,
                 const Settings& settings)
    : engine_(dnnl::engine::kind::cpu, 0),
      operations_(fuse(std::move(operations), {outputs.begin(), outputs.end()})),
      inputs_(std::move(inputs)),
      outputs_(std::move(outputs)),
      settings_(settings) {}

template <typename See>
Stretch::Shapes Stretch::each_operation(const std::vector<Shape>& inputs, See see) const {
  Shapes shapes;
  if (inputs.size() != inputs_.size()) throw Refused("a stretch got another number of inputs");
  for (std::size_t i = 0; i < inputs.size(); ++i) shapes[inputs_[i]] = inputs[i];
  for (const auto& operation : operations_) {
    std::vector<Shape> sources;
    for (const auto& input : operation->inputs) sources.push_back(shapes.at(input));
    shapes[operation->output] = operation->shape(sources);
    see(*operation, sources);
  }
  return shapes;
}

std::vector<Shape> Stretch::output_shapes(const std::vector<Shape>& inputs) const {
  const auto shapes = each_operation(inputs, [](const auto&... /*seen*/) {});
  std::vector<Shape> results;
  for (const auto& output : outputs_) results.push_back(shapes.at(output));
  return results;
}

double Stretch::multiply_adds(const std::vector<Shape>& inputs) const {
  double sum = 0;
  each_operation(inputs, [&](const Operation& operation, const std::vector<Shape>& sources) {
    sum += operation.multiply_adds(sources);
  });
  return sum;
}

Program& Stretch::program(const std::vector<Shape>& inputs) {
  if (!program_ || built_for_ != inputs) {
    program_.reset();
    const int threads = threads_for(inputs);
    if (threads > 1) keep_waits_short();
    const ThreadLimit limit(threads);
    program_.emplace(build(inputs));
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
int Stretch::threads_for(const std::vector<Shape>& inputs) const {
  try {
    if (multiply_adds(inputs) <= enough_for_one_thread()) return 1;
  } catch (const Refused&) {
    return 1;  // build() meets it again, and notes where
  }
  return settings_.threads > 0 ? settings_.threads : usable_cores();
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
