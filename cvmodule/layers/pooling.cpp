// SPDX-License-Identifier: MIT
#include "pooling.hpp"

#include <algorithm>

namespace aesthetic::layers {
namespace {

std::unique_ptr<Operation> make(const NodeReader& node, dnnl::algorithm algorithm,
                                std::optional<Window> window) {
  auto made = std::make_unique<Pool>(algorithm, std::move(window));
  made->inputs = {node.variable(0)};
  return made;
}

Window read_pool_window(NodeReader& node) {
  const bool ceil = node.integer("ceil_mode", 0) != 0;
  auto window = read_window(node, {});
  // OpenCV 4.6 leaves dilations out without a word, so there would be nothing to hold the result against.
  if (window.dilations != Shape{1, 1}) throw Refused(node.type() + ": has dilations");
  window.ceil = ceil;
  return window;
}

// A window that lies wholly in the padding has no greatest value and no average.
void refuse_empty_windows(const Window& window, const Placement& placement) {
  for (std::size_t i = 0; i < 2; ++i)
    if (placement.begin[i] >= window.kernel[i] || placement.end[i] >= window.kernel[i])
      throw Refused("a pool's window lies in the padding");
}

}  // namespace

Window Pool::window_for(const Shape& picture) const {
  if (window_) return *window_;
  if (picture.size() != 4) throw Refused("GlobalAveragePool: the picture is not 2-D");
  Window whole;
  whole.kernel = {picture[2], picture[3]};
  whole.strides = whole.dilations = {1, 1};
  whole.begin = whole.end = {0, 0};
  return whole;
}

Shape Pool::shape(const std::vector<Shape>& inputs) const {
  const auto window = window_for(inputs[0]);
  if (!window_) return {inputs[0][0], inputs[0][1], 1, 1};
  const auto placement = place(window, inputs[0]);
  refuse_empty_windows(window, placement);
  return {inputs[0][0], inputs[0][1], placement.output[0], placement.output[1]};
}

void Pool::build(Builder& builder) {
  const auto& picture = builder.shape(inputs[0]);
  const auto window = window_for(picture);
  const auto placement = place(window, picture);
  const auto result = shape({picture});
  // A mean of everything is exact in float32 for next to nothing.
  const auto source = !window_                 ? builder.of_type(inputs[0], Type::f32)
                      : int8() == Int8::passes ? builder.to_pass_on(inputs[0], output)
                                               : builder.as_float(inputs[0]);
  const auto describe_layouts = [&](const dnnl::memory::desc& from, const dnnl::memory::desc& to,
                                    const Placement& placed) {
    const Shape gaps = {0, 0};
    return describe<Pooling>(builder.engine(), Builder::attributes(), dnnl::prop_kind::forward_inference,
                             algorithm_, from, to, window.strides, window.kernel, gaps, placed.begin,
                             placed.end);
  };
  const auto description =
      describe_layouts(source.layout, any_layout(result, type_of(source.layout)), placement);
  const auto made = builder.define(output, result, description.dst_desc(), source.step);
  const auto part_of = [](const Pooling::primitive_desc& of, const Value& from, const Value& to) {
    return Builder::Part{Pooling(of), of.scratchpad_desc(), {{DNNL_ARG_SRC, from}, {DNNL_ARG_DST, to}}};
  };
  builder.add(made.layout, part_of(description, source, made),
              [&](const Box& box) -> std::optional<Builder::Part> {
                const auto reading = reading_for(box, window, placement, picture, true);
                if (!reading) return std::nullopt;
                const auto from = slice_of(source, reading->picture);
                const auto to = slice_of(made, box);
                if (!from || !to) return std::nullopt;
                return part_of(describe_layouts(from->layout, to->layout, reading->placement), *from, *to);
              });
}

std::unique_ptr<Operation> read_max_pool(NodeReader& node) {
  // How positions of the greatest values would be counted; only a second output tells them.
  node.ignore("storage_order");
  auto window = read_pool_window(node);
  return make(node, dnnl::algorithm::pooling_max, std::move(window));
}

std::unique_ptr<Operation> read_average_pool(NodeReader& node) {
  const bool includes_padding = node.integer("count_include_pad", 0) != 0;
  auto window = read_pool_window(node);
  // Whether the pads that rounding up adds count, too, is answered differently by everyone.
  if (window.ceil) throw Refused("AveragePool: ceil_mode");
  return make(node,
              includes_padding ? dnnl::algorithm::pooling_avg_include_padding
                               : dnnl::algorithm::pooling_avg_exclude_padding,
              std::move(window));
}

std::unique_ptr<Operation> read_global_average_pool(NodeReader& node) {
  return make(node, dnnl::algorithm::pooling_avg_exclude_padding, std::nullopt);
}

}  // namespace aesthetic::layers
