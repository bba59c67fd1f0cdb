// SPDX-License-Identifier: MIT
#include "binary.hpp"

#include <algorithm>

#include "affine.hpp"
#include "elementwise.hpp"

namespace aesthetic::layers {
namespace {

// Whether every dimension of `small` is that of `full` or 1.
bool spreads_over(const Shape& small, const Shape& full) {
  return std::equal(small.begin(), small.end(), full.begin(), full.end(),
                    [](auto s, auto f) { return s == f || s == 1; });
}

bool is_per_channel(const Shape& shape, std::size_t values) {
  // (C, 1, 1) and (1, C, 1, 1); fewer dimensions would mean the width.
  return shape.size() >= 3 && shape.size() <= 4 && shape[shape.size() - 3] == static_cast<int>(values);
}

std::unique_ptr<Operation> by_constant(NodeReader& node, bool adds) {
  const int constant_at = node.is_constant(1) ? 1 : 0;
  auto constant = node.constant(constant_at);
  auto& values = constant.values;
  std::unique_ptr<Operation> made;
  if (values.size() == 1 && constant.shape.size() <= 1) {
    made = std::make_unique<Elementwise>(
        Activation{dnnl::algorithm::eltwise_linear, adds ? 1 : values[0], adds ? values[0] : 0});
  } else if (is_per_channel(constant.shape, values.size())) {
    std::vector<float> neutral(values.size(), adds ? 1.0F : 0.0F);
    made = adds ? std::make_unique<Affine>(std::move(neutral), std::move(values))
                : std::make_unique<Affine>(std::move(values), std::move(neutral));
  } else {
    throw Refused(node.type() + ": the constant is neither one number nor one per channel");
  }
  made->inputs = {node.variable(1 - constant_at)};
  return made;
}

std::unique_ptr<Operation> read(NodeReader& node, dnnl::algorithm algorithm) {
  if (node.inputs() != 2) throw Refused(node.type() + ": has not two inputs");
  // Before opset 7 the second input was spread by attributes.
  constexpr std::int64_t spreads_since = 7;
  if (node.opset() < spreads_since) throw Refused(node.type() + ": is of an opset before 7");
  if (node.is_constant(0) || node.is_constant(1))
    return by_constant(node, algorithm == dnnl::algorithm::binary_add);
  auto made = std::make_unique<Binary>(algorithm);
  made->inputs = {node.variable(0), node.variable(1)};
  return made;
}

}  // namespace

Shape Binary::shape(const std::vector<Shape>& inputs) const {
  if (spreads_over(inputs[1], inputs[0])) return inputs[0];
  if (spreads_over(inputs[0], inputs[1])) return inputs[1];
  throw Refused("Add or Mul: both inputs would have to be spread");
}

void Binary::build(Builder& builder) {
  // Both operations commute, and oneDNN spreads the second input only.
  const bool first_is_full = spreads_over(builder.shape(inputs[1]), builder.shape(inputs[0]));
  const auto& full = inputs[first_is_full ? 0 : 1];
  const auto& other = inputs[first_is_full ? 1 : 0];
  const auto source = builder.as_float(full);
  const auto second = builder.shape(full) == builder.shape(other)
                          ? builder.in_layout(other, source.layout)
                          : builder.of_type(other, type_of(source.layout));
  const auto description = describe<dnnl::binary>(builder.engine(), Builder::attributes(post_ops_.make()),
                                                  algorithm_, source.layout, second.layout, source.layout);
  const auto made = builder.define(output, builder.shape(full), description.dst_desc());
  builder.add(dnnl::binary(description), description.scratchpad_desc(),
              {{DNNL_ARG_SRC_0, source}, {DNNL_ARG_SRC_1, second}, {DNNL_ARG_DST, made}});
}

bool Binary::absorb(const Operation& next) {
  const auto* elementwise = dynamic_cast<const Elementwise*>(&next);
  if (elementwise == nullptr) return false;
  post_ops_.append(elementwise->activation());
  return true;
}

std::unique_ptr<Operation> read_add(NodeReader& node) {
  return read(node, dnnl::algorithm::binary_add);
}

std::unique_ptr<Operation> read_multiply(NodeReader& node) {
  return read(node, dnnl::algorithm::binary_mul);
}

}  // namespace aesthetic::layers
