// SPDX-License-Identifier: MIT
#include "onednn.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace aesthetic::layers {

dnnl::memory::desc plain_layout(const Shape& shape, Type type) {
  using Tag = dnnl::memory::format_tag;
  constexpr std::array<Tag, greatest_rank> tags = {Tag::a, Tag::ab, Tag::abc, Tag::abcd, Tag::abcde};
  if (shape.size() < least_rank || shape.size() > greatest_rank)
    throw Refused("a tensor has " + std::to_string(shape.size()) + " dimensions");
  return {shape, type, tags.at(shape.size() - 1)};
}

Type type_of(const dnnl::memory::desc& layout) {
#if DNNL_VERSION_MAJOR >= 3
  return layout.get_data_type();
#else
  return layout.data_type();
#endif
}

Shape shape_of(const dnnl::memory::desc& layout) {
#if DNNL_VERSION_MAJOR >= 3
  return layout.get_dims();
#else
  return layout.dims();
#endif
}

Shape strides_of(const dnnl::memory::desc& layout) {
#if DNNL_VERSION_MAJOR >= 3
  return layout.get_strides();
#else
  const auto* strides = layout.data.format_desc.blocking.strides;
  return {strides, strides + layout.data.ndims};
#endif
}

std::int64_t start_of(const dnnl::memory::desc& layout) {
#if DNNL_VERSION_MAJOR >= 3
  return layout.get_submemory_offset();
#else
  return layout.data.offset0;
#endif
}

dnnl::memory::desc at_start(const dnnl::memory::desc& layout, [[maybe_unused]] const Shape& first,
                            const Shape& size) {
#if DNNL_VERSION_MAJOR >= 3
  return layout.submemory_desc(size, Shape(size.size(), 0));
#else
  auto made = layout.submemory_desc(size, first);
  made.data.offset0 = 0;
  return made;
#endif
}

dnnl::eltwise_forward::primitive_desc describe_elementwise(const dnnl::engine& engine,
                                                           const dnnl::primitive_attr& attributes,
                                                           dnnl::algorithm algorithm,
                                                           const dnnl::memory::desc& tensor, float alpha,
                                                           float beta) {
  constexpr auto inference = dnnl::prop_kind::forward_inference;
#if DNNL_VERSION_MAJOR >= 3
  return {engine, inference, algorithm, tensor, tensor, alpha, beta, attributes};
#else
  return describe<dnnl::eltwise_forward>(engine, attributes, inference, algorithm, tensor, alpha, beta);
#endif
}

dnnl::concat::primitive_desc describe_concat(const dnnl::engine& engine,
                                             const dnnl::primitive_attr& attributes, int axis,
                                             const std::vector<dnnl::memory::desc>& tensors) {
#if DNNL_VERSION_MAJOR >= 3
  return {engine, axis, tensors, attributes};
#else
  return {axis, tensors, engine, attributes};
#endif
}

#if DNNL_VERSION_MAJOR >= 3
namespace {

dnnl::memory scales_in_memory(const dnnl::engine& engine, const std::vector<float>& factors) {
  dnnl::memory memory(plain_layout({static_cast<std::int64_t>(factors.size())}), engine);
  std::copy(factors.begin(), factors.end(), static_cast<float*>(memory.get_data_handle()));
  return memory;
}

}  // namespace

dnnl::memory scale_reorder(dnnl::primitive_attr& attributes, const dnnl::engine& engine, float factor) {
  attributes.set_scales_mask(DNNL_ARG_SRC, 0);
  return scales_in_memory(engine, {factor});
}

dnnl::memory scale_sums(dnnl::primitive_attr& attributes, const dnnl::engine& engine,
                        const std::vector<float>& factors, bool grouped) {
  attributes.set_scales_mask(DNNL_ARG_WEIGHTS, grouped ? 3 : 1);
  return scales_in_memory(engine, factors);
}
#else
dnnl::memory scale_reorder(dnnl::primitive_attr& attributes, const dnnl::engine& /*engine*/, float factor) {
  attributes.set_output_scales(0, {factor});
  return {};
}

dnnl::memory scale_sums(dnnl::primitive_attr& attributes, const dnnl::engine& /*engine*/,
                        const std::vector<float>& factors, bool /*grouped*/) {
  constexpr int by_channel = 1 << 1;
  attributes.set_output_scales(by_channel, factors);
  return {};
}
#endif

void append_elementwise(dnnl::post_ops& post_ops, dnnl::algorithm algorithm, float alpha, float beta) {
#if DNNL_VERSION_MAJOR >= 3
  post_ops.append_eltwise(algorithm, alpha, beta);
#else
  post_ops.append_eltwise(1.0F, algorithm, alpha, beta);
#endif
}

}  // namespace aesthetic::layers
