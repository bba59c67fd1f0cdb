// SPDX-License-Identifier: MIT
#include "reshaping.hpp"

#include <algorithm>

namespace aesthetic::layers {
namespace {

// Where each of them lies in all of them, one after the other along an axis.
std::vector<std::pair<Value, Box>> with_boxes(const std::vector<Value>& parts, std::size_t axis) {
  std::vector<std::pair<Value, Box>> placed;
  std::int64_t first = 0;
  for (const auto& part : parts) {
    const auto size = shape_of(part.layout);
    placed.emplace_back(part, Box{Shape(size.size(), 0), size});
    placed.back().second.first[axis] = first;
    first += size[axis];
  }
  return placed;
}

}  // namespace

Shape Concat::shape(const std::vector<Shape>& inputs) const {
  const auto rank = static_cast<std::int64_t>(inputs[0].size());
  const auto axis = static_cast<std::size_t>(axis_ < 0 ? axis_ + rank : axis_);
  if (axis >= inputs[0].size()) throw Refused("Concat: there is no such axis");
  Shape result = inputs[0];
  result[axis] = 0;
  for (auto shape : inputs) {
    if (shape.size() != result.size()) throw Refused("Concat: the inputs differ in their dimensions");
    result[axis] += shape[axis];
    shape[axis] = result[axis];
    if (shape != result) throw Refused("Concat: the inputs differ beside the axis");
  }
  return result;
}

void Concat::build(Builder& builder) {
  std::vector<Shape> shapes;
  std::vector<dnnl::memory::desc> layouts;
  std::vector<Value> parts;
  // Whole numbers of 8 bits only where all are in the same steps: an input may not be as it was planned.
  const auto held = builder.to_pass_on(inputs[0], output);
  const bool alike = std::all_of(inputs.begin(), inputs.end(), [&](const auto& name) {
    const auto& value = builder.value(name);
    return type_of(value.layout) == type_of(held.layout) && value.step == held.step;
  });
  const auto first = alike ? held : builder.as_float(inputs[0]);
  for (const auto& name : inputs) {
    const auto part = alike ? builder.value(name) : builder.of_type(name, type_of(first.layout));
    shapes.push_back(builder.shape(name));
    layouts.push_back(part.layout);
    parts.push_back(part);
  }
  const auto axis = static_cast<int>(axis_ < 0 ? axis_ + static_cast<std::int64_t>(shapes[0].size()) : axis_);
  const auto description = describe_concat(builder.engine(), Builder::attributes(), axis, layouts);
  const auto made = builder.define(output, shape(shapes), description.dst_desc(), first.step);
  if (builder.place_within(made, with_boxes(parts, static_cast<std::size_t>(axis)))) return;
  std::vector<Builder::Argument> arguments = {{DNNL_ARG_DST, made}};
  for (std::size_t i = 0; i < parts.size(); ++i)
    arguments.emplace_back(DNNL_ARG_MULTIPLE_SRC + static_cast<int>(i), parts[i]);
  builder.add(dnnl::concat(description), description.scratchpad_desc(), arguments);
}

Shape Flatten::shape(const std::vector<Shape>& inputs) const {
  if (inputs[0].size() < 2) throw Refused("Flatten: the input has fewer than 2 dimensions");
  return {inputs[0][0], count(inputs[0], 1)};
}

void Flatten::build(Builder& builder) {
  const auto source = builder.shape(inputs[0]);
  const auto rows = shape({source});
  const auto plain = builder.copy(inputs[0], plain_layout(source));
  builder.define(output, rows, Value{plain_layout(rows), plain.buffer});
}

void Alias::build(Builder& builder) {
  builder.define(output, builder.shape(inputs[0]), builder.value(inputs[0]));
}

std::unique_ptr<Operation> read_concat(NodeReader& node) {
  constexpr std::int64_t none = -1000;
  const auto axis = node.integer("axis", none);
  if (axis == none) throw Refused("Concat: has no axis");
  auto made = std::make_unique<Concat>(axis);
  for (int i = 0; i < node.inputs(); ++i) made->inputs.push_back(node.variable(i));
  if (made->inputs.empty()) throw Refused("Concat: has no inputs");
  return made;
}

std::unique_ptr<Operation> read_flatten(NodeReader& node) {
  node.expect("axis", 1, 1);
  auto made = std::make_unique<Flatten>();
  made->inputs = {node.variable(0)};
  return made;
}

std::unique_ptr<Operation> read_identity(NodeReader& node) {
  auto made = std::make_unique<Alias>();
  made->inputs = {node.variable(0)};
  return made;
}

std::unique_ptr<Operation> read_dropout(NodeReader& node) {
  // The third input would switch training on.
  if (node.has_input(2)) throw Refused("Dropout: may be training");
  node.ignore("ratio");
  node.ignore("seed");
  return read_identity(node);
}

}  // namespace aesthetic::layers
