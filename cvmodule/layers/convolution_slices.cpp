// SPDX-License-Identifier: MIT
//
// How a convolution is cut: a slice of the result needs the rows of the picture that its windows lie on, and
// of the weights those of its channels.
#include <string_view>
#include <utility>

#include "convolution.hpp"
#include "slices.hpp"

namespace aesthetic::layers {
namespace {

bool is_same_code(const dnnl::convolution_forward::primitive_desc& a,
                  const dnnl::convolution_forward::primitive_desc& b) {
  return std::string_view(a.impl_info_str()) == b.impl_info_str();
}

}  // namespace

void Convolution::add(Builder& builder, const Description& whole, const Placement& placement,
                      Operands operands, const dnnl::primitive_attr& attributes) {
  const auto part_of = [](const Description& description, const Operands& of) {
    Builder::Part part{dnnl::convolution_forward(description),
                       description.scratchpad_desc(),
                       {{DNNL_ARG_SRC, of.source},
                        {DNNL_ARG_WEIGHTS, of.weights},
                        {DNNL_ARG_BIAS, of.bias},
                        {DNNL_ARG_DST, of.result}}};
    if (of.scales) part.arguments.emplace_back(argument_scales | DNNL_ARG_WEIGHTS, of.scales);
    return part;
  };
  const auto part_for = [&](const Box& box) -> std::optional<Builder::Part> {
    const auto sliced = slice(operands, placement, box);
    if (!sliced) return std::nullopt;
    const auto& of = sliced->first;
    const auto description = describe(
        builder.engine(), attributes,
        {of.source.layout, of.weights.get_desc(), of.bias.get_desc(), of.result.layout}, sliced->second);
    if (!is_same_code(description, whole)) return std::nullopt;
    return part_of(description, of);
  };
  if (const auto layout = weights_of_slices(builder, whole, placement, operands, attributes)) {
    operands.weights = weight_.in_layout(builder.engine(), *layout);
    if (builder.add_in_parts(whole.dst_desc(), part_for)) return;
  }
  operands.weights = weight_.in_layout(builder.engine(), whole.weights_desc());
  const auto part = part_of(whole, operands);
  builder.add(part.primitive, part.scratch, part.arguments);
}

// Of pictures and rows as the first of them wants them; those of channels share what the whole wants.
std::optional<dnnl::memory::desc> Convolution::weights_of_slices(
    const Builder& builder, const Description& whole, const Placement& placement, const Operands& operands,
    const dnnl::primitive_attr& attributes) const {
  const auto boxes = builder.slices_of(whole.dst_desc());
  if (boxes.size() < 2) return std::nullopt;
  if (boxes[0].size[1] != channels_out_) return whole.weights_desc();
  const auto first = slice(operands, placement, boxes[0]);
  if (!first) return std::nullopt;
  const auto& of = first->first;
  const auto any = any_layout(weight_shape_, type_of(whole.weights_desc()));
  try {
    const auto description =
        describe(builder.engine(), attributes, {of.source.layout, any, of.bias.get_desc(), of.result.layout},
                 first->second);
    if (is_same_code(description, whole)) return description.weights_desc();
  } catch (const dnnl::error&) {
    // Not for this shape.
  }
  return std::nullopt;
}

std::optional<std::pair<Convolution::Operands, Placement>> Convolution::slice(const Operands& whole,
                                                                              const Placement& placement,
                                                                              const Box& box) const {
  const bool is_depthwise = groups_ == channels_out_ && groups_ == channels_in_;
  const auto reading = reading_for(box, window_, placement, shape_of(whole.source.layout), is_depthwise);
  if (!reading) return std::nullopt;
  const auto source = slice_of(whole.source, reading->picture);
  const auto result = slice_of(whole.result, box);
  if (!source || !result) return std::nullopt;
  auto made = whole;
  made.source = *source;
  made.result = *result;
  if (box.size[1] != channels_out_) {
    if ((groups_ > 1 && !is_depthwise) || whole.scales || !weight_steps_.empty()) return std::nullopt;
    const auto weights = slice_of(whole.weights, first_dimension(weight_shape_, box.first[1], box.size[1]));
    const auto bias = slice_of(whole.bias, first_dimension({channels_out_}, box.first[1], box.size[1]));
    if (!weights || !bias) return std::nullopt;
    made.weights = *weights;
    made.bias = *bias;
  }
  return std::make_pair(std::move(made), reading->placement);
}

}  // namespace aesthetic::layers
