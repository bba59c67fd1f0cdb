// SPDX-License-Identifier: MIT
#include "softmax.hpp"

#include <algorithm>

namespace aesthetic::layers {
namespace {

std::int64_t from_front(std::int64_t axis, std::size_t rank) {
  return axis < 0 ? axis + static_cast<std::int64_t>(rank) : axis;
}

}  // namespace

Shape SoftmaxAlong::shape(const std::vector<Shape>& inputs) const {
  const auto& shape = inputs[0];
  const auto axis = from_front(axis_, shape.size());
  if (axis < 0 || axis >= static_cast<std::int64_t>(shape.size()))
    throw Refused("Softmax: there is no such axis");
  if (all_from_axis_ &&
      !std::all_of(shape.begin() + axis + 1, shape.end(), [](auto size) { return size == 1; }))
    throw Refused("Softmax: is over several dimensions");
  return shape;
}

void SoftmaxAlong::build(Builder& builder) {
  const auto& sizes = builder.shape(inputs[0]);
  const auto layout = plain_layout(sizes);
  const auto description = describe<Softmax>(
      builder.engine(), Builder::attributes(), dnnl::prop_kind::forward_inference,
      dnnl::algorithm::softmax_accurate, layout, layout, static_cast<int>(from_front(axis_, sizes.size())));
  const auto source = builder.in_layout(inputs[0], layout);
  const auto made = builder.define(output, sizes, layout);
  builder.add(Softmax(description), description.scratchpad_desc(),
              {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, made}});
}

std::unique_ptr<Operation> read_softmax(NodeReader& node) {
  constexpr std::int64_t one_axis_since = 13;
  const bool one_axis = node.opset() >= one_axis_since;
  auto made = std::make_unique<SoftmaxAlong>(node.integer("axis", one_axis ? -1 : 1), !one_axis);
  made->inputs = {node.variable(0)};
  return made;
}

}  // namespace aesthetic::layers
