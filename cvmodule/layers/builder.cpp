// SPDX-License-Identifier: MIT
#include "builder.hpp"

#include <algorithm>
#include <set>

namespace aesthetic::layers {

std::optional<Value> slice_of(const Value& value, const Box& box) {
  const auto slice = slice_of(value.layout, box);
  if (!slice) return std::nullopt;
  return Value{slice->layout, value.buffer, value.step, value.offset + slice->offset};
}

std::optional<dnnl::memory> slice_of(const dnnl::memory& memory, const Box& box) {
  const auto slice = slice_of(memory.get_desc(), box);
  if (!slice) return std::nullopt;
  return dnnl::memory(slice->layout, memory.get_engine(),
                      static_cast<std::byte*>(memory.get_data_handle()) + slice->offset);
}

Builder::Builder(const dnnl::engine& engine, Precision precision,
                 const std::vector<std::pair<std::string, Shape>>& inputs, const Quantization& quantization,
                 int parts)
    : engine_(engine), precision_(precision), quantization_(quantization), parts_(parts) {
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
  const auto scale = factor != 1 ? scale_reorder(attributes, engine_, factor) : dnnl::memory();
  const auto part_from = [&](const Value& source, const Value& result) {
    const dnnl::reorder::primitive_desc description(engine_, source.layout, engine_, result.layout,
                                                    attributes);
    Part part{dnnl::reorder(description),
              description.scratchpad_desc(),
              {{DNNL_ARG_FROM, source}, {DNNL_ARG_TO, result}}};
    if (scale) part.arguments.emplace_back(argument_scales | DNNL_ARG_FROM, scale);
    return part;
  };
  add(to.layout, part_from(from, to), [&](const Box& box) -> std::optional<Part> {
    const auto source = slice_with_gaps(from.layout, box);
    const auto result = slice_with_gaps(to.layout, box);
    if (!source || !result) return std::nullopt;
    return part_from({source->layout, from.buffer, from.step, from.offset + source->offset},
                     {result->layout, to.buffer, to.step, to.offset + result->offset});
  });
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

bool Builder::place_within(const Value& whole, const std::vector<std::pair<Value, Box>>& parts) {
  if (writes_every_tensor_) return false;
  std::set<std::size_t> distinct;
  for (const auto& [part, box] : parts)
    if (!can_lie_within(whole, part, box) || !distinct.insert(part.buffer).second) return false;
  for (const auto& [part, box] : parts) {
    places_[part.buffer] = {whole.buffer, slice_of(whole, box)->offset};
    buffers_[part.buffer].extent.bytes = 0;
  }
  return true;
}

bool Builder::can_lie_within(const Value& whole, const Value& part, const Box& box) const {
  const auto& buffer = buffers_[part.buffer];
  const bool has_all_of_it = buffer.place == Buffer::Place::arena && places_.count(part.buffer) == 0 &&
                             part.offset == 0 && buffer.extent.bytes == part.layout.get_size();
  const auto slice = slice_of(whole, box);
  return has_all_of_it && slice && slice->layout == part.layout && slice->step == part.step;
}

// Where it lies in the end.
Value Builder::in_place(Value value) const {
  for (auto place = places_.find(value.buffer); place != places_.end(); place = places_.find(value.buffer)) {
    value.buffer = place->second.buffer;
    value.offset += place->second.offset;
  }
  return value;
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
  steps_.push_back({{{primitive, scratch, arguments}}, {}});
}

bool Builder::add_in_parts(const dnnl::memory::desc& result, const MakePart& part_for) {
  auto parts = make_parts(result, part_for);
  if (parts.size() < 2) return false;
  steps_.push_back({std::move(parts), {}});
  return true;
}

void Builder::add(const dnnl::memory::desc& result, const Part& whole, const MakePart& part_for) {
  if (!add_in_parts(result, part_for)) steps_.push_back({{whole}, {}});
}

// None where oneDNN has no code for one of them.
std::vector<Builder::Part> Builder::make_parts(const dnnl::memory::desc& result,
                                               const MakePart& part_for) const try {
  const auto boxes = slices_of(result);
  if (boxes.size() < 2) return {};
  std::vector<Part> parts;
  for (const auto& box : boxes) {
    auto part = part_for(box);
    if (!part) return {};
    parts.push_back(*std::move(part));
  }
  return parts;
} catch (const dnnl::error&) {
  return {};
}

void Builder::name_last_step(const std::string& tensor) {
  steps_.back().tensor = tensor;
}

// From the steps that use each buffer to where it lies.
void Builder::place_buffers() {
  std::vector<bool> seen(buffers_.size());
  for (std::size_t step = 0; step < steps_.size(); ++step)
    for (const auto& part : steps_[step].parts)
      for (const auto& argument : part.arguments)
        if (const auto* used = std::get_if<Value>(&argument.second)) {
          const auto buffer = in_place(*used).buffer;
          auto& extent = buffers_[buffer].extent;
          if (!seen[buffer]) extent.first = step;
          seen[buffer] = true;
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
  std::vector<std::vector<std::size_t>> scratch;  // of every part, where its own begins
  std::size_t scratch_bytes = 0;
  for (const auto& step : steps_) {
    std::size_t bytes = 0;
    scratch.emplace_back();
    for (const auto& part : step.parts) {
      scratch.back().push_back(bytes);
      bytes += (part.scratch.get_size() + alignment - 1) / alignment * alignment;
    }
    scratch_bytes = std::max(scratch_bytes, bytes);
  }

  Program program(engine_, arena_bytes, scratch_bytes);
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    std::vector<Program::Part> parts;
    for (std::size_t i = 0; i < steps_[step].parts.size(); ++i)
      parts.push_back(ready(steps_[step].parts[i], scratch[step][i], program));
    program.add(std::move(parts), steps_[step].tensor);
  }
  return program;
}

Program::Part Builder::ready(const Part& part, std::size_t scratch_at, Program& program) const {
  Program::Part made(part.primitive);
  for (const auto& [key, place] : part.arguments) {
    if (const auto* held = std::get_if<Value>(&place)) {
      const auto value = in_place(*held);
      made.add(key, program.memory(value.layout, buffers_[value.buffer], value.offset));
    } else {
      made.add(key, std::get<dnnl::memory>(place));
    }
  }
  if (part.scratch.get_size() > 0) made.add(DNNL_ARG_SCRATCHPAD, program.scratch(part.scratch, scratch_at));
  return made;
}

}  // namespace aesthetic::layers
