// SPDX-License-Identifier: MIT
//
// Conv, grouped and depthwise included, with what follows it: batch normalisation goes into its weights,
// activations and the sum of a residual connection into its post-ops.
#pragma once

#include <optional>

#include "operation.hpp"
#include "post_ops.hpp"
#include "weights.hpp"
#include "window.hpp"

namespace aesthetic::layers {

class Convolution : public Operation {
 public:
  // weight[out][in / groups][height][width]; no bias is a bias of 0.
  Convolution(Window window, std::int64_t groups, ConstantTensor weight, std::vector<float> bias);

  Shape shape(const std::vector<Shape>& inputs) const override;
  double multiply_adds(const std::vector<Shape>& inputs) const override;
  void build(Builder& builder) override;
  bool absorb(const Operation& next) override;
  Int8 int8() const override { return Int8::multiplies; }

 private:
  struct Places {
    Placement placement;
    Shape source, result;
    std::string tensor;  // that is read
  };
  using Description = dnnl::convolution_forward::primitive_desc;
  // Of the picture, the weights, the bias and the result.
  struct Layouts {
    dnnl::memory::desc source, weights, bias, result;
  };
  // What the primitive reads and writes.
  struct Operands {
    Value source;
    dnnl::memory weights, bias;
    Value result;
    dnnl::memory scales;  // of the weights, where there are any
  };
  Description describe(const dnnl::engine& engine, const dnnl::primitive_attr& attributes,
                       const Layouts& layouts, const Placement& placement) const;
  // Adds the step, cut into slices where each is code of the same kind as the whole. The weights are not in
  // `operands` yet: slices may want them in another layout.
  void add(Builder& builder, const Description& whole, const Placement& placement, Operands operands,
           const dnnl::primitive_attr& attributes);
  // Nothing where there are no slices, or other code would make them.
  std::optional<dnnl::memory::desc> weights_of_slices(const Builder& builder, const Description& whole,
                                                      const Placement& placement, const Operands& operands,
                                                      const dnnl::primitive_attr& attributes) const;
  // The part of all that makes one slice of the result, and how the window lies on its picture.
  std::optional<std::pair<Operands, Placement>> slice(const Operands& whole, const Placement& placement,
                                                      const Box& box) const;

  void build_on(const std::string& tensor, Builder& builder);
  bool build_int8(Builder& builder, const Places& places);
  std::optional<Description> describe_int8(const dnnl::engine& engine, const dnnl::primitive_attr& attributes,
                                           const Places& places, Type read, Type write) const;
  void quantize_weights(float source_step);
  bool scale_and_shift(const std::vector<float>& scale, const std::vector<float>& shift);

  Window window_;
  std::int64_t groups_;
  Shape weight_shape_;  // as oneDNN has it: groups first where there are several
  std::int64_t channels_in_;
  std::int64_t channels_out_;
  Weights weight_;
  Weights bias_;
  PostOps post_ops_;
  std::vector<float>
      weight_steps_;  // by channel, once the weights are whole numbers; see convolution_int8.cpp
};

std::unique_ptr<Operation> read_convolution(NodeReader& node);

}  // namespace aesthetic::layers
