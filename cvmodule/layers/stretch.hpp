// SPDX-License-Identifier: MIT
//
// A part of a network that runs on oneDNN from its first to its last operation, activations in oneDNN's own
// layouts in between.
//
//   Stretch stretch(std::move(operations), {"picture"}, {"scores"});
//   Program& program = stretch.program({{1, 3, 192, 192}});  // made once for a shape
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "operation.hpp"

namespace aesthetic::layers {

class Stretch {
 public:
  // `operations` in an order in which they can run.
  Stretch(Operations operations, std::vector<std::string> inputs, std::vector<std::string> outputs,
          const Settings& settings = {});

  // Throws Refused.
  std::vector<Shape> output_shapes(const std::vector<Shape>& inputs) const;

  double multiply_adds(const std::vector<Shape>& inputs) const;  // throws Refused

  // Ready to run for these shapes. Throws Refused, or dnnl::error when memory is out; refused_nodes() then
  // says which nodes of the graph should stay with OpenCV.
  Program& program(const std::vector<Shape>& inputs);

  // Runs what program() gave.
  void run();

  const std::set<int>& refused_nodes() const { return refused_; }

 private:
  using Shapes = std::unordered_map<std::string, Shape>;  // of tensors, by name

  // Calls see(operation, shapes of its inputs) for each in turn; gives the shapes of all tensors.
  template <typename See>
  Shapes each_operation(const std::vector<Shape>& inputs, See see) const;
  int threads_for(const std::vector<Shape>& inputs) const;
  // With `parts`, only where most of the work can be cut.
  std::optional<Program> build(const std::vector<Shape>& inputs, int parts);

  dnnl::engine engine_;
  Operations operations_;
  std::vector<std::string> inputs_;
  std::vector<std::string> outputs_;
  Settings settings_;
  std::set<int> refused_;
  std::vector<Shape> built_for_;
  std::optional<Program> program_;
};

}  // namespace aesthetic::layers
