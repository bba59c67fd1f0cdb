// SPDX-License-Identifier: MIT
#include "elementwise.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace aesthetic::layers {
namespace {

std::unique_ptr<Operation> make(const NodeReader& node, const Activation& activation) {
  auto made = std::make_unique<Elementwise>(activation);
  made->inputs = {node.variable(0)};
  return made;
}

// Since opset 11 the limits are inputs, each of which may be left out.
float limit(NodeReader& node, const char* name, int input, float otherwise) {
  constexpr std::int64_t inputs_since = 11;
  if (node.opset() < inputs_since) return node.number(name, otherwise);
  if (!node.has_input(input)) return otherwise;
  const auto given = node.constant(input);
  if (given.values.size() != 1) throw Refused("Clip: a limit is not one number");
  return given.values[0];
}

}  // namespace

void Elementwise::build(Builder& builder) {
  // Where there is no picture any more, often in the last step to a score, float32 costs nothing.
  const auto& sizes = builder.shape(inputs[0]);
  const bool is_picture =
      std::any_of(sizes.begin() + std::min<std::ptrdiff_t>(2, std::distance(sizes.begin(), sizes.end())),
                  sizes.end(), [](auto size) { return size > 1; });
  const auto source = is_picture ? builder.as_float(inputs[0]) : builder.of_type(inputs[0], Type::f32);
  const auto description =
      describe_elementwise(builder.engine(), Builder::attributes(), activation_.algorithm, source.layout,
                           activation_.alpha, activation_.beta);
  const auto made = builder.define(output, builder.shape(inputs[0]), description.dst_desc());
  builder.add(dnnl::eltwise_forward(description), description.scratchpad_desc(),
              {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, made}});
}

std::unique_ptr<Operation> read_relu(NodeReader& node) {
  return make(node, {dnnl::algorithm::eltwise_relu});
}

std::unique_ptr<Operation> read_sigmoid(NodeReader& node) {
  return make(node, {dnnl::algorithm::eltwise_logistic});
}

std::unique_ptr<Operation> read_clip(NodeReader& node) {
  constexpr float greatest = std::numeric_limits<float>::max();
  const float low = limit(node, "min", 1, -greatest);
  const float high = limit(node, "max", 2, greatest);
  if (!(low <= high)) throw Refused("Clip: the limits are no range");
  return make(node, {dnnl::algorithm::eltwise_clip, low, high});
}

}  // namespace aesthetic::layers
