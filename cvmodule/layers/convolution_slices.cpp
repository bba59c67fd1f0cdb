// SPDX-License-Identifier: MIT
//
// How a convolution is cut: a slice of the result needs the rows of the picture that its windows lie on, and
// of the weights those of its channels.
#include <string_view>
#include <utility>

#include "convolution.hpp"
#include "slices.hpp"

namespace aesthetic::layers {

void Convolution::add(Builder& builder, const Description& whole, const Placement& placement,
                      const Operands& operands, const dnnl::primitive_attr& attributes) const {
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
  const std::string_view code = whole.impl_info_str();
  builder.add(
      whole.dst_desc(), part_of(whole, operands), [&](const Box& box) -> std::optional<Builder::Part> {
        const auto sliced = slice(operands, placement, box);
        if (!sliced) return std::nullopt;
        const auto& of = sliced->first;
        const auto description = describe(
            builder.engine(), attributes,
            {of.source.layout, of.weights.get_desc(), of.bias.get_desc(), of.result.layout}, sliced->second);
        if (description.impl_info_str() != code) return std::nullopt;
        return part_of(description, of);
      });
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
