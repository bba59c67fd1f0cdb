// SPDX-License-Identifier: MIT
#include "stretch.hpp"

#include <unordered_map>
#include <utility>

#include "fuse.hpp"

namespace aesthetic::layers {

Stretch::Stretch(Operations operations, std::vector<std::string> inputs, std::vector<std::string> outputs)
    : engine_(dnnl::engine::kind::cpu, 0),
      operations_(fuse(std::move(operations), {outputs.begin(), outputs.end()})),
      inputs_(std::move(inputs)),
      outputs_(std::move(outputs)) {}

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
    program_.emplace(build(inputs));
    built_for_ = inputs;
  }
  return *program_;
}

Program Stretch::build(const std::vector<Shape>& inputs) {
  std::vector<std::pair<std::string, Shape>> named;
  for (std::size_t i = 0; i < inputs.size(); ++i) named.emplace_back(inputs_[i], inputs[i]);
  Builder builder(engine_, named);
  for (const auto& operation : operations_) {
    try {
      std::vector<Shape> sources;
      for (const auto& input : operation->inputs) sources.push_back(builder.shape(input));
      operation->shape(sources);
      operation->build(builder);
    } catch (const std::exception& fault) {
      refused_.insert(operation->nodes.begin(), operation->nodes.end());
      throw Refused(fault.what());
    }
  }
  return builder.finish(outputs_);
}

}  // namespace aesthetic::layers
