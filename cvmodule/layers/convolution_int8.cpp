// SPDX-License-Identifier: MIT
//
// Convolution of whole numbers of 8 bits: weights in steps of their own for each channel, sums of products
// exact, everything after them in float32 until the result is written.
#include <algorithm>
#include <cmath>

#include "convolution.hpp"

namespace aesthetic::layers {
namespace {

constexpr float greatest = 127;

std::vector<float> steps_of(const std::vector<float>& weights, std::size_t channels) {
  const auto row = static_cast<std::ptrdiff_t>(weights.size() / channels);
  std::vector<float> steps;
  for (auto at = weights.begin(); at != weights.end(); at += row) {
    const auto largest =
        std::max_element(at, at + row, [](float a, float b) { return std::abs(a) < std::abs(b); });
    steps.push_back(*largest == 0 ? 1 : std::abs(*largest) / greatest);
  }
  return steps;
}

}  // namespace

// Values that are whole numbers already; oneDNN then only has to change their type.
void Convolution::quantize_weights(float source_step) {
  auto& weights = weight_.values();
  auto& bias = bias_.values();
  const auto row = weights.size() / weight_steps_.size();
  for (std::size_t i = 0; i < weights.size(); ++i)
    weights[i] = std::round(weights[i] / weight_steps_[i / row]);
  if (bias_is_scaled)
    for (std::size_t channel = 0; channel < bias.size(); ++channel)
      bias[channel] /= source_step * weight_steps_[channel];
}

// Nothing where oneDNN has only its slow reference code for it.
std::optional<Convolution::Description> Convolution::describe_int8(const dnnl::engine& engine,
                                                                   const dnnl::primitive_attr& attributes,
                                                                   const Places& places, Type read,
                                                                   Type write) const {
  const auto result =
      post_ops_.has_sum() ? channels_last(places.result, write) : any_layout(places.result, write);
  try {
    auto description = describe(engine, attributes,
                                {any_layout(places.source, read), any_layout(weight_shape_, Type::s8),
                                 plain_layout({channels_out_}), result},
                                places.placement);
    if (is_reference(description)) return std::nullopt;
    return description;
  } catch (const dnnl::error&) {
    return std::nullopt;
  }
}

// False where it is to be float32.
bool Convolution::build_int8(Builder& builder, const Places& places) {
  const auto* read = builder.quantization().read_for(output);
  if (read == nullptr) return false;
  const bool is_ready = !weight_steps_.empty();
  if (!is_ready && weight_.values().empty()) return false;  // was float32 for another batch size
  const auto weight_steps =
      is_ready ? weight_steps_ : steps_of(weight_.values(), static_cast<std::size_t>(channels_out_));
  const bool adds = post_ops_.has_sum();
  const auto* write = builder.quantization().written(output);
  const Type type = write != nullptr ? write->type : Type::f32;
  const float step = write != nullptr ? write->size : 1;
  // The sum is made in the memory of what is added, so that is of 8 bits where the result is.
  Type held_type = Type::f32;
  if (adds && write != nullptr) held_type = type_of(builder.value(inputs[1]).layout);
  const float held_step = adds && write != nullptr ? builder.value(inputs[1]).step : 1;

  auto attributes = Builder::attributes(post_ops_.make_int8(held_type, held_step, step));
  auto factors = weight_steps;
  for (auto& factor : factors) factor *= read->size;
  const auto scales = scale_sums(attributes, builder.engine(), factors, groups_ > 1);
  const auto description = describe_int8(builder.engine(), attributes, places, read->type, type);
  if (!description) {
    if (is_ready) throw Refused("Conv: not in 8 bits for this batch size, but for another");
    return false;
  }
  if (!is_ready) {
    weight_steps_ = weight_steps;
    quantize_weights(read->size);
  }

  const auto picture = builder.in_layout(places.tensor, description->src_desc(), read->size);
  Value made;
  if (adds) {
    const auto held = builder.in_layout(inputs[1], channels_last(places.result, held_type), held_step);
    made = {description->dst_desc(), held.buffer, step};
    builder.define(output, places.result, made);
  } else {
    made = builder.define(output, places.result, description->dst_desc(), step);
  }
  add(builder, *description, places.placement,
      {picture, {}, bias_.in_layout(builder.engine(), description->bias_desc()), made, scales}, attributes);
  return true;
}

}  // namespace aesthetic::layers
