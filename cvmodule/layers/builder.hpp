// SPDX-License-Identifier: MIT
//
// Collects the primitives of a stretch and where each finds its tensors, then makes the Program: memory is
// laid out once, and two tensors that are never needed at the same time may share it.
//
//   Builder builder(engine, Precision::float32, {{"picture", {1, 3, 192, 192}}});
//   const Value source = builder.in_layout("picture", description.src_desc());
//   const Value result = builder.define("features", description.dst_desc());
//   builder.add(dnnl::convolution_forward(description), description.scratchpad_desc(),
//               {{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, result}});
//   Program program = builder.finish({"features"});
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "onednn.hpp"
#include "program.hpp"
#include "quantization.hpp"
#include "settings.hpp"
#include "slices.hpp"

namespace aesthetic::layers {

// A tensor in the memory numbered `buffer`.
struct Value {
  dnnl::memory::desc layout;
  std::size_t buffer = 0;
  float step = 1;          // what a whole number of 8 bits counts as
  std::size_t offset = 0;  // bytes, where it is a slice of another one
};

// Nothing where slice_of() of slices.hpp gives nothing.
std::optional<Value> slice_of(const Value& value, const Box& box);
// Valid as long as `memory`.
std::optional<dnnl::memory> slice_of(const dnnl::memory& memory, const Box& box);

inline bool is_int8(const Value& value) {
  return type_of(value.layout) == Type::u8 || type_of(value.layout) == Type::s8;
}

class Builder {
 public:
  using Argument = std::pair<int, std::variant<Value, dnnl::memory>>;

  // A step, or the part of it that makes one slice of its result.
  struct Part {
    dnnl::primitive primitive;
    dnnl::memory::desc scratch;
    std::vector<Argument> arguments;
  };

  // The inputs of the stretch, plain float32, in their order. Steps are cut into so many `parts` where they
  // can be.
  Builder(const dnnl::engine& engine, Precision precision,
          const std::vector<std::pair<std::string, Shape>>& inputs, const Quantization& quantization = {},
          int parts = 1);

  const dnnl::engine& engine() const { return engine_; }
  // What convolutions are to work with; sums are float32 all the same.
  Type type() const { return precision_ == Precision::bfloat16 ? Type::bf16 : Type::f32; }
  // What every primitive starts from: it works in the scratch memory that the Program gives it.
  static dnnl::primitive_attr attributes(const dnnl::post_ops& post_ops = {});

  const Shape& shape(const std::string& tensor) const { return shapes_.at(tensor); }
  const Value& value(const std::string& tensor) const { return values_.at(tensor); }
  const Quantization& quantization() const { return quantization_; }
  // The tensor in that layout: as it is, or a reordered copy; in whole numbers of 8 bits, in such steps.
  Value in_layout(const std::string& tensor, const dnnl::memory::desc& layout, float step = 1);
  // The tensor as numbers of that type, float32 or bfloat16, in any of its layouts.
  Value of_type(const std::string& tensor, Type type);
  // The tensor as it is unless in 8 bits, then as float32.
  Value as_float(const std::string& tensor);
  // As the operation that makes `output`, but passes values on, wants it: as it is, or as float32.
  Value to_pass_on(const std::string& tensor, const std::string& output);
  // A copy in its own memory.
  Value copy(const std::string& tensor, const dnnl::memory::desc& layout, float step = 1);

  // Has these, each in memory of its own so far, lie in their boxes of `whole` from the start, so that nobody
  // needs to copy them there. False, and nothing changed, where one of them cannot.
  bool place_within(const Value& whole, const std::vector<std::pair<Value, Box>>& parts);

  // A new tensor in new memory, or in memory that there is.
  Value define(const std::string& tensor, const Shape& shape, const dnnl::memory::desc& layout,
               float step = 1);
  void define(const std::string& tensor, const Shape& shape, const Value& value);

  void add(const dnnl::primitive& primitive, const dnnl::memory::desc& scratch,
           const std::vector<Argument>& arguments);
  // Gives nothing, or throws dnnl::error, where there is no code for such a slice.
  using MakePart = std::function<std::optional<Part>(const Box&)>;
  // A step in parts, one for each slice of `result`. False, and nothing added, where it cannot be cut.
  bool add_in_parts(const dnnl::memory::desc& result, const MakePart& part_for);
  // The same, or else `whole`.
  void add(const dnnl::memory::desc& result, const Part& whole, const MakePart& part_for);
  // Those slices; one where nothing is to be cut.
  std::vector<Box> slices_of(const dnnl::memory::desc& result) const { return cut(result, parts_); }
  // Observed runs note the values that the last step writes under this name.
  void name_last_step(const std::string& tensor);
  std::size_t steps() const { return steps_.size(); }
  bool last_step_is_cut() const { return steps_.back().parts.size() > 1; }

  // For observed runs: every tensor is written by a step.
  void write_every_tensor() { writes_every_tensor_ = true; }

  // The results, plain float32, in this order.
  Program finish(const std::vector<std::string>& outputs);

 private:
  struct Step {
    std::vector<Part> parts;
    std::string tensor;
  };
  Value reordered(const Value& from, const Value& to);
  std::size_t new_buffer(std::size_t bytes);
  bool can_lie_within(const Value& whole, const Value& part, const Box& box) const;
  Value in_place(Value value) const;
  std::vector<Part> make_parts(const dnnl::memory::desc& result, const MakePart& part_for) const;
  void place_buffers();
  Program::Part ready(const Part& part, std::size_t scratch_at, Program& program) const;

  dnnl::engine engine_;
  Precision precision_;
  Quantization quantization_;
  int parts_;
  std::unordered_map<std::string, Shape> shapes_;
  std::unordered_map<std::string, Value> values_;
  std::vector<Step> steps_;
  std::vector<Buffer> buffers_;
  struct Place {
    std::size_t buffer = 0;
    std::size_t offset = 0;
  };
  std::unordered_map<std::size_t, Place> places_;  // of buffers that lie within others
  bool writes_every_tensor_ = false;
  std::size_t outputs_ = 0;
};

}  // namespace aesthetic::layers
