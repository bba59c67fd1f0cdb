// SPDX-License-Identifier: MIT
#include "onednn.hpp"

#include <array>

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

void append_elementwise(dnnl::post_ops& post_ops, dnnl::algorithm algorithm, float alpha, float beta) {
#if DNNL_VERSION_MAJOR >= 3
  post_ops.append_eltwise(algorithm, alpha, beta);
#else
  post_ops.append_eltwise(1.0F, algorithm, alpha, beta);
#endif
}

}  // namespace aesthetic::layers
