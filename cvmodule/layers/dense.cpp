// SPDX-License-Identifier: MIT
#include "dense.hpp"

#include "elementwise.hpp"

namespace aesthetic::layers {
namespace {

// Weights that take longer to read than to multiply. Smaller ones stay float32, which costs nothing.
constexpr std::int64_t large = 1 << 20;

}  // namespace

Dense::Dense(const Shape& shape, Weights weight, std::vector<float> bias)
    : weight_shape_(shape), weight_(std::move(weight)), bias_({shape[0]}, std::move(bias)) {}

Shape Dense::shape(const std::vector<Shape>& inputs) const {
  if (inputs[0].size() != 2 || inputs[0][1] != weight_shape_[1])
    throw Refused("Gemm: the input does not fit the weights");
  return {inputs[0][0], weight_shape_[0]};
}

double Dense::multiply_adds(const std::vector<Shape>& inputs) const {
  return static_cast<double>(inputs[0][0] * count(weight_shape_));
}

void Dense::build(Builder& builder) {
  const auto& source = builder.shape(inputs[0]);
  const auto result = shape({source});
  const auto type = weight_shape_[0] * weight_shape_[1] < large ? Type::f32 : builder.type();
  const auto describe_layouts = [&](const dnnl::memory::desc& from, const dnnl::memory::desc& weights,
                                    const dnnl::memory::desc& bias, const dnnl::memory::desc& to) {
    return describe<dnnl::inner_product_forward>(builder.engine(), Builder::attributes(post_ops_.make()),
                                                 dnnl::prop_kind::forward_inference, from, weights, bias, to);
  };
  const auto description = describe_fast(type, [&](Type numbers) {
    return describe_layouts(any_layout(source, numbers), any_layout(weight_shape_, numbers),
                            plain_layout({weight_shape_[0]}), any_layout(result));
  });
  const auto row = builder.in_layout(inputs[0], description.src_desc());
  const auto made = builder.define(output, result, description.dst_desc());
  const auto weights = weight_.in_layout(builder.engine(), description.weights_desc());
  const auto bias = bias_.in_layout(builder.engine(), description.bias_desc());
  const auto part_of = [](const dnnl::inner_product_forward::primitive_desc& of, const Value& from,
                          const dnnl::memory& by, const dnnl::memory& plus, const Value& to) {
    return Builder::Part{
        dnnl::inner_product_forward(of),
        of.scratchpad_desc(),
        {{DNNL_ARG_SRC, from}, {DNNL_ARG_WEIGHTS, by}, {DNNL_ARG_BIAS, plus}, {DNNL_ARG_DST, to}}};
  };
  builder.add(made.layout, part_of(description, row, weights, bias, made),
              [&](const Box& box) -> std::optional<Builder::Part> {
                const auto columns = [&](const Shape& of) {
                  return first_dimension(of, box.first[1], box.size[1]);
                };
                const auto from = slice_of(row, first_dimension(source, box.first[0], box.size[0]));
                const auto by = slice_of(weights, columns(weight_shape_));
                const auto plus = slice_of(bias, columns({weight_shape_[0]}));
                const auto to = slice_of(made, box);
                if (!from || !by || !plus || !to) return std::nullopt;
                const auto of = describe_layouts(from->layout, by->get_desc(), plus->get_desc(), to->layout);
                return part_of(of, *from, *by, *plus, *to);
              });
}

bool Dense::absorb(const Operation& next) {
  const auto* elementwise = dynamic_cast<const Elementwise*>(&next);
  if (elementwise == nullptr) return false;
  post_ops_.append(elementwise->activation());
  return true;
}

std::unique_ptr<Operation> read_dense(NodeReader& node) {
  node.expect("transA", 0, 0);
  const bool transposed = node.integer("transB", 0) != 0;
  const float alpha = node.number("alpha", 1);
  const float beta = node.number("beta", 1);
  auto weight = node.constant(1);
  if (weight.shape.size() != 2) throw Refused("Gemm: the weights are no matrix");
  const Shape shape = transposed ? weight.shape : Shape{weight.shape[1], weight.shape[0]};
  const auto columns = static_cast<std::size_t>(shape[0]);
  auto bias = node.has_input(2) ? node.constant(2).values : std::vector<float>(columns);
  if (bias.size() != columns) throw Refused("Gemm: what is added is not one per column");
  for (auto& value : weight.values) value *= alpha;
  for (auto& value : bias) value *= beta;
  using Tag = dnnl::memory::format_tag;
  const dnnl::memory::desc layout(shape, dnnl::memory::data_type::f32, transposed ? Tag::ab : Tag::ba);
  auto made = std::make_unique<Dense>(shape, Weights(layout, std::move(weight.values)), std::move(bias));
  made->inputs = {node.variable(0)};
  return made;
}

}  // namespace aesthetic::layers
