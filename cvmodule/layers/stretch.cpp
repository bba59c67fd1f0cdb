// SPDX-License-Identifier: MIT
#include "stretch.hpp"

#include <utility>

#include "core_share.hpp"
#include "fuse.hpp"
#include "thread_limit.hpp"
#include "waiting.hpp"

namespace aesthetic::layers {
namespace {

// Of the multiply-adds; while one thread does the rest, the others wait.
constexpr double least_share_cut = 0.9;

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
    // Observed runs look at whole tensors.
    if (threads > 1 && settings_.observed == nullptr) {
      const ThreadLimit limit(1);
      program_ = build(inputs, threads);
    }
    if (!program_) {
      if (threads > 1) keep_waits_short();
      const ThreadLimit limit(threads);
      program_ = build(inputs, 1);
    }
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

int Stretch::threads_for(const std::vector<Shape>& inputs) const {
  const int most = settings_.threads > 0 ? settings_.threads : usable_cores();
  try {
    const double work = multiply_adds(inputs);
    int threads = 1;
    while (threads < most && work >= (threads + 1) * settings_.worth_a_thread) ++threads;
    return threads;
  } catch (const Refused&) {
    return 1;  // build() meets it again, and notes where
  }
}

std::optional<Program> Stretch::build(const std::vector<Shape>& inputs, int parts) {
  std::vector<std::pair<std::string, Shape>> named;
  for (std::size_t i = 0; i < inputs.size(); ++i) named.emplace_back(inputs_[i], inputs[i]);
  const auto quantization =
      settings_.precision == Precision::int8 && settings_.ranges != nullptr
          ? Quantization(operations_, {outputs_.begin(), outputs_.end()}, *settings_.ranges)
          : Quantization();
  Builder builder(engine_, settings_.precision, named, quantization, parts);
  if (settings_.observed != nullptr) builder.write_every_tensor();
  double all = 0;
  double in_parts = 0;
  for (const auto& operation : operations_) {
    try {
      std::vector<Shape> sources;
      for (const auto& input : operation->inputs) sources.push_back(builder.shape(input));
      operation->shape(sources);
      const auto before = builder.steps();
      operation->build(builder);
      if (builder.steps() == before) continue;
      builder.name_last_step(operation->output);
      const double work = operation->multiply_adds(sources);
      all += work;
      if (builder.last_step_is_cut()) in_parts += work;
    } catch (const std::exception& fault) {
      refused_.insert(operation->nodes.begin(), operation->nodes.end());
      throw Refused(fault.what());
    }
  }
  if (parts > 1 && in_parts < least_share_cut * all) return std::nullopt;
  auto program = builder.finish(outputs_);
  if (parts > 1) program.share(parts);
  return program;
}

}  // namespace aesthetic::layers
