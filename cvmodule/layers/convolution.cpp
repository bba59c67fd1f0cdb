// SPDX-License-Identifier: MIT
#include "convolution.hpp"

#include <utility>

#include "affine.hpp"
#include "binary.hpp"
#include "elementwise.hpp"

namespace aesthetic::layers {
namespace {

Shape with_groups(const Shape& weight, std::int64_t groups) {
  if (groups == 1) return weight;
  return {groups, weight[0] / groups, weight[1], weight[2], weight[3]};
}

// Features, one number a channel, are a picture of one place. (ONNX has no such convolution, but batch
// normalisation of them becomes one.)
bool are_features(const Shape& shape) {
  return shape.size() == 2;
}

Shape as_picture(const Shape& shape) {
  return are_features(shape) ? Shape{shape[0], shape[1], 1, 1} : shape;
}

// oneDNN counts the gaps between taps.
Shape gaps(const Shape& dilations) {
  return {dilations[0] - 1, dilations[1] - 1};
}

}  // namespace

Convolution::Convolution(Window window, std::int64_t groups, ConstantTensor weight, std::vector<float> bias)
    : window_(std::move(window)),
      groups_(groups),
      weight_shape_(with_groups(weight.shape, groups)),
      channels_in_(weight.shape[1] * groups),
      channels_out_(weight.shape[0]),
      weight_(weight_shape_, std::move(weight.values)),
      bias_({channels_out_}, std::move(bias)) {}

Shape Convolution::shape(const std::vector<Shape>& inputs) const {
  const auto placement = place(window_, as_picture(inputs[0]));
  if (inputs[0][1] != channels_in_) throw Refused("Conv: the weights are for another number of channels");
  Shape result = {inputs[0][0], channels_out_, placement.output[0], placement.output[1]};
  if (inputs.size() > 1 && inputs[1] != result) throw Refused("Conv: what is added has another shape");
  if (are_features(inputs[0])) result.resize(2);
  return result;
}

double Convolution::multiply_adds(const std::vector<Shape>& inputs) const {
  const std::int64_t for_each_result = count(weight_shape_) / channels_out_;
  return static_cast<double>(count(shape(inputs)) * for_each_result);
}

void Convolution::build(Builder& builder) {
  const auto shape = builder.shape(inputs[0]);
  if (!are_features(shape)) {
    build_on(inputs[0], builder);
    return;
  }
  const auto features = builder.in_layout(inputs[0], plain_layout(shape));
  const std::string picture = inputs[0] + " as a picture";
  builder.define(picture, as_picture(shape), Value{plain_layout(as_picture(shape)), features.buffer});
  build_on(picture, builder);
  const auto plain = builder.in_layout(output, plain_layout(builder.shape(output)));
  const Shape rows = {shape[0], channels_out_};
  builder.define(output, rows, Value{plain_layout(rows), plain.buffer});
}

void Convolution::build_on(const std::string& tensor, Builder& builder) {
  const auto source = builder.shape(tensor);
  const auto placement = place(window_, source);
  const Shape result = {source[0], channels_out_, placement.output[0], placement.output[1]};
  if (build_int8(builder, {placement, source, result, tensor})) return;
  const bool adds = post_ops_.has_sum();
  const auto added = adds ? builder.as_float(inputs[1]) : Value{};
  const auto attributes = Builder::attributes(post_ops_.make());
  const auto description = describe_fast(builder.type(), [&](Type type) {
    return describe(builder.engine(), attributes,
                    {any_layout(source, type), any_layout(weight_shape_, type), plain_layout({channels_out_}),
                     adds ? added.layout : any_layout(result, type)},
                    placement);
  });
  const auto picture = builder.in_layout(tensor, description.src_desc());
  if (adds) builder.define(output, result, added);
  const auto made = adds ? builder.value(output) : builder.define(output, result, description.dst_desc());
  add(builder, description, placement,
      {picture, {}, bias_.in_layout(builder.engine(), description.bias_desc()), made, {}}, attributes);
}

Convolution::Description Convolution::describe(const dnnl::engine& engine,
                                               const dnnl::primitive_attr& attributes, const Layouts& layouts,
                                               const Placement& placement) const {
  return layers::describe<dnnl::convolution_forward>(
      engine, attributes, dnnl::prop_kind::forward_inference, dnnl::algorithm::convolution_direct,
      layouts.source, layouts.weights, layouts.bias, layouts.result, window_.strides, gaps(window_.dilations),
      placement.begin, placement.end);
}

bool Convolution::absorb(const Operation& next) {
  if (const auto* affine = dynamic_cast<const Affine*>(&next))
    return scale_and_shift(affine->scale(), affine->shift());
  if (const auto* elementwise = dynamic_cast<const Elementwise*>(&next)) {
    post_ops_.append(elementwise->activation());
    return true;
  }
  const auto* binary = dynamic_cast<const Binary*>(&next);
  if (binary == nullptr || !binary->is_plain_sum() || !post_ops_.empty()) return false;
  post_ops_.sum();
  return true;
}

bool Convolution::scale_and_shift(const std::vector<float>& scale, const std::vector<float>& shift) {
  const auto channels = static_cast<std::size_t>(channels_out_);
  if (!post_ops_.empty() || scale.size() != channels) return false;
  auto& weight = weight_.values();
  auto& bias = bias_.values();
  const auto row = weight.size() / channels;
  for (std::size_t channel = 0; channel < channels; ++channel) {
    for (std::size_t i = channel * row; i < (channel + 1) * row; ++i) weight[i] *= scale[channel];
    bias[channel] = bias[channel] * scale[channel] + shift[channel];
  }
  return true;
}

std::unique_ptr<Operation> read_convolution(NodeReader& node) {
  auto weight = node.constant(1);
  if (weight.shape.size() != 4) throw Refused("Conv: is not 2-D");
  const auto groups = node.integer("group", 1);
  if (groups < 1 || weight.shape[0] % groups != 0) throw Refused("Conv: groups do not divide the channels");
  auto window = read_window(node, {weight.shape[2], weight.shape[3]});
  const auto channels = static_cast<std::size_t>(weight.shape[0]);
  auto bias = node.has_input(2) ? node.constant(2).values : std::vector<float>(channels);
  if (bias.size() != channels) throw Refused("Conv: the bias is not one per channel");
  auto made = std::make_unique<Convolution>(std::move(window), groups, std::move(weight), std::move(bias));
  made->inputs = {node.variable(0)};
  return made;
}

}  // namespace aesthetic::layers
