// SPDX-License-Identifier: MIT
//
// oneDNN under one set of names: 2.6 describes a primitive in two steps and has second versions of some, 3.x
// does it in one. Everything else of this folder is the same for both.
//
//   const auto description = describe<dnnl::binary>(engine, attributes, algorithm, a, b, result);
#pragma once

#include <algorithm>
#include <cstdint>
#include <dnnl.hpp>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aesthetic::layers {

// Sizes of a tensor, batch first.
using Shape = dnnl::memory::dims;

// What OpenCV gives, while it reads a file, for a size that the file leaves open.
constexpr std::int64_t open_size = 0;

inline bool is_known(const Shape& shape) {
  return std::find(shape.begin(), shape.end(), open_size) == shape.end();
}

// How many numbers a tensor, or what is left of its sizes from `first` on, has.
inline std::int64_t count(const Shape& shape, std::size_t first = 0) {
  return std::accumulate(shape.begin() + static_cast<std::ptrdiff_t>(first), shape.end(), std::int64_t{1},
                         std::multiplies<>());
}

// Whether the processor has these instructions; ONEDNN_MAX_CPU_ISA counts.
inline bool has_instructions(dnnl::cpu_isa set) {
  const auto wanted = static_cast<unsigned>(set);
  return (static_cast<unsigned>(dnnl::get_effective_cpu_isa()) & wanted) == wanted;
}

// oneDNN, or this library's use of it, cannot run an operation: it stays with OpenCV.
class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using Type = dnnl::memory::data_type;

// In this shape, layout left to oneDNN.
inline dnnl::memory::desc any_layout(const Shape& shape, Type type = Type::f32) {
  return {shape, type, dnnl::memory::format_tag::any};
}

// In this shape, the last dimension densest: the layout of ONNX and of OpenCV.
dnnl::memory::desc plain_layout(const Shape& shape, Type type = Type::f32);

// 4-D, as whole numbers of 8 bits are convolved.
inline dnnl::memory::desc channels_last(const Shape& shape, Type type) {
  return {shape, type, dnnl::memory::format_tag::acdb};
}

Type type_of(const dnnl::memory::desc& layout);
Shape shape_of(const dnnl::memory::desc& layout);
// How many numbers lie from one to the next along every dimension, or from block to block.
Shape strides_of(const dnnl::memory::desc& layout);
// Where, counted in numbers, a layout made by submemory_desc() begins.
std::int64_t start_of(const dnnl::memory::desc& layout);
// What submemory_desc() makes of that box, as if it began where its memory does. Throws dnnl::error where a
// block would be cut; 3.x also for a box that ends with a block that is not full.
dnnl::memory::desc at_start(const dnnl::memory::desc& layout, const Shape& first, const Shape& size);

// Fewest and most dimensions that plain_layout() takes.
constexpr std::size_t least_rank = 1;
constexpr std::size_t greatest_rank = 5;

#if DNNL_VERSION_MAJOR >= 3
using Pooling = dnnl::pooling_forward;
using Softmax = dnnl::softmax_forward;
#else
using Pooling = dnnl::pooling_v2_forward;
using Softmax = dnnl::softmax_v2_forward;
#endif

// Throws dnnl::error when oneDNN has nothing that does it.
template <class Primitive, class... Arguments>
typename Primitive::primitive_desc describe(const dnnl::engine& engine,
                                            const dnnl::primitive_attr& attributes,
                                            Arguments&&... arguments) {
#if DNNL_VERSION_MAJOR >= 3
  return typename Primitive::primitive_desc(engine, std::forward<Arguments>(arguments)..., attributes);
#else
  return typename Primitive::primitive_desc(typename Primitive::desc(std::forward<Arguments>(arguments)...),
                                            attributes, engine);
#endif
}

// Whether oneDNN has nothing better than loops over single numbers.
template <class Description>
bool is_reference(const Description& description) {
  return std::string_view(description.impl_info_str()).substr(0, 3) == "ref";
}

// What `describe_as(type)` gives, or, where oneDNN has only its slow reference code for that, float32's.
template <class Describe>
auto describe_fast(Type type, const Describe& describe_as) {
  if (type != Type::f32) try {
      if (auto description = describe_as(type); !is_reference(description)) return description;
    } catch (const dnnl::error&) {
      // Not for this processor or these shapes.
    }
  return describe_as(Type::f32);
}

dnnl::eltwise_forward::primitive_desc describe_elementwise(const dnnl::engine& engine,
                                                           const dnnl::primitive_attr& attributes,
                                                           dnnl::algorithm algorithm,
                                                           const dnnl::memory::desc& tensor, float alpha,
                                                           float beta);

dnnl::concat::primitive_desc describe_concat(const dnnl::engine& engine,
                                             const dnnl::primitive_attr& attributes, int axis,
                                             const std::vector<dnnl::memory::desc>& tensors);

// A reorder that multiplies by `factor`. What it returns, if anything, must be given to the primitive as the
// scale of its source.
dnnl::memory scale_reorder(dnnl::primitive_attr& attributes, const dnnl::engine& engine, float factor);

// A convolution's sums of products times a factor for each channel. What it returns, if anything, must be
// given to the primitive as the scales of its weights. `grouped`: the weights' first dimension counts groups.
dnnl::memory scale_sums(dnnl::primitive_attr& attributes, const dnnl::engine& engine,
                        const std::vector<float>& factors, bool grouped);
#if DNNL_VERSION_MAJOR >= 3
constexpr int argument_scales = DNNL_ARG_ATTR_SCALES;
#else
constexpr int argument_scales = 0;  // they are part of the attributes
#endif
// Whether the bias is added before the factors apply.
constexpr bool bias_is_scaled = DNNL_VERSION_MAJOR < 3;

void append_elementwise(dnnl::post_ops& post_ops, dnnl::algorithm algorithm, float alpha, float beta);

}  // namespace aesthetic::layers
