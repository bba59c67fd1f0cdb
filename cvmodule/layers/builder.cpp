// SPDX-License-Identifier: MIT
#include "builder.hpp"

#include <algorithm>

namespace aesthetic::layers {

Builder::Builder(const dnnl::engine& engine, Precision precision,
                 const std::vector<std::pair<std::string, Shape>>& inputs, const Quantization& quantization)
    : engine_(engine), precision_(precision), quantization_(quantization) {
  for (const auto& [name, shape] : inputs) {
    const auto index = buffers_.size();
    buffers_.push_back({Buffer::Place::input, index, {}});
    define(name, shape, Value{plain_layout(shape), index});
  }
}

dnnl::primitive_attr Builder::attributes(const dnnl::post_ops& post_ops) {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  attributes.set_post_ops(post_ops);
  return attributes;
}

std::size_t Builder::new_buffer(std::size_t bytes) {
  buffers_.push_back({Buffer::Place::arena, 0, {bytes, 0, 0, 0}});
  return buffers_.size() - 1;
}

Value Builder::reordered(const Value& from, const Value& to) {
  auto attributes = Builder::attributes();
  const float factor = from.step / to.step;
  std::vector<Argument> arguments = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
  if (factor != 1)
    if (const auto scale = scale_reorder(attributes, engine_, factor))
      arguments.emplace_back(argument_scales | DNNL_ARG_FROM, scale);
  const dnnl::reorder::primitive_desc description(engine_, from.layout, engine_, to.layout, attributes);
  add(dnnl::reorder(description), description.scratchpad_desc(), arguments);
  return to;
}

Value Builder::in_layout(const std::string& tensor, const dnnl::memory::desc& layout, float step) {
  const auto& held = value(tensor);
  return held.layout == layout && held.step == step ? held : copy(tensor, layout, step);
}

Value Builder::of_type(const std::string& tensor, Type type) {
  const auto& held = value(tensor);
  if (type_of(held.layout) == type) return held;
  const auto& sizes = shape(tensor);
  // Whole numbers of 8 bits lie so.
  if (is_int8(held) && sizes.size() == 4) return copy(tensor, channels_last(sizes, type));
  return copy(tensor, plain_layout(sizes, type));
}

Value Builder::as_float(const std::string& tensor) {
  return is_int8(value(tensor)) ? of_type(tensor, Type::f32) : value(tensor);
}

Value Builder::to_pass_on(const std::string& tensor, const std::string& output) {
  return quantization_.written(output) != nullptr ? value(tensor) : as_float(tensor);
}

Value Builder::copy(const std::string& tensor, const dnnl::memory::desc& layout, float step) {
  return reordered(value(tensor), {layout, new_buffer(layout.get_size()), step});
}

Value Builder::define(const std::string& tensor, const Shape& shape, const dnnl::memory::desc& layout,
                      float step) {
  const Value made{layout, new_buffer(layout.get_size()), step};
  define(tensor, shape, made);
  return made;
}

void Builder::define(const std::string& tensor, const Shape& shape, const Value& value) {
  shapes_[tensor] = shape;
  values_[tensor] = value;
}

void Builder::add(const dnnl::primitive& primitive, const dnnl::memory::desc& scratch,
                  const std::vector<Argument>& arguments) {
  steps_.push_back({primitive, scratch, arguments, {}});
}

void Builder::name_last_step(const std::string& tensor) {
  steps_.back().tensor = tensor;
}

// From the steps that use each buffer to where it lies.
void Builder::place_buffers() {
  std::vector<bool> seen(buffers_.size());
  for (std::size_t step = 0; step < steps_.size(); ++step)
    for (const auto& argument : steps_[step].arguments)
      if (const auto* used = std::get_if<Value>(&argument.second)) {
        auto& extent = buffers_[used->buffer].extent;
        if (!seen[used->buffer]) extent.first = step;
        seen[used->buffer] = true;
        extent.last = step;
      }
}

Program Builder::finish(const std::vector<std::string>& outputs) {
  for (const auto& name : outputs) {
    buffers_.push_back({Buffer::Place::output, outputs_++, {}});
    reordered(value(name), {plain_layout(shape(name)), buffers_.size() - 1});
  }
  place_buffers();
  std::vector<Extent> extents;
  for (const auto& buffer : buffers_) extents.push_back(buffer.extent);
  const auto arena_bytes = lay_out(extents);
  for (std::size_t i = 0; i < buffers_.size(); ++i) buffers_[i].extent = extents[i];
  std::size_t scratch_bytes = 0;
  for (const auto& step : steps_) scratch_bytes = std::max(scratch_bytes, step.scratch.get_size());

  Program program(engine_, arena_bytes, scratch_bytes);
  for (const auto& step : steps_) {
    std::vector<Program::Argument> arguments;
    for (const auto& [key, place] : step.arguments) {
      const auto* value = std::get_if<Value>(&place);
      arguments.push_back({key, value != nullptr ? program.memory(value->layout, buffers_[value->buffer])
                                                 : std::get<dnnl::memory>(place)});
    }
    if (step.scratch.get_size() > 0)
      arguments.push_back({DNNL_ARG_SCRATCHPAD, program.scratch(step.scratch)});
    program.add(step.primitive, std::move(arguments), step.tensor);
  }
  return program;
}

}  // namespace aesthetic::layers
