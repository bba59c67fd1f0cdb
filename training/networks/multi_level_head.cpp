// SPDX-License-Identifier: MIT
#include "networks/multi_level_head.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

// A grid of pools that covers `size` values: windows of equal size that overlap where it is no multiple.
struct GridWindow {
  std::int64_t kernel;
  std::int64_t stride;
};

GridWindow grid_window(std::int64_t size) {
  const auto stride = size / MultiLevelHead::grid;
  return {size - (MultiLevelHead::grid - 1) * stride, stride};
}

// Folds (x - mean) / deviation into a linear map of x.
struct Affine {
  torch::Tensor weight;
  torch::Tensor bias;
};

Affine folded(const torch::Tensor& weight, const torch::Tensor& bias, const torch::Tensor& mean,
              const torch::Tensor& deviation) {
  const auto scaled = weight.to(torch::kDouble) / deviation.to(torch::kDouble);
  const auto moved = bias.to(torch::kDouble) - scaled.mv(mean.to(torch::kDouble));
  return {scaled.to(torch::kFloat).contiguous(), moved.to(torch::kFloat).contiguous()};
}

bool holds(const std::vector<int>& stages, int stage) {
  return std::find(stages.begin(), stages.end(), stage) != stages.end();
}

const HeadRegistration registration("multi-level", [](const HeadOptions& options, const auto& channels,
                                                      std::int64_t logits) {
  return std::make_shared<MultiLevelHead>(options, channels, logits);
});

}  // namespace

MultiLevelHead::MultiLevelHead(HeadOptions options, const std::vector<std::int64_t>& stage_channels,
                               std::int64_t logits)
    : Head(stage_channels), options_(std::move(options)) {
  const int stages = stage_count();
  const auto absent = [&](int stage) { return stage < 0 || stage >= stages; };
  if (std::any_of(options_.levels.begin(), options_.levels.end(), absent) ||
      std::any_of(options_.square_levels.begin(), options_.square_levels.end(), absent) ||
      options_.grid_stage >= stages)
    throw Error(ErrorKind::bad_data, "levels, square-levels, grid-stage: the backbone has the stages 0 to " +
                                         std::to_string(stages - 1));
  const auto features = Head::feature_count();
  if (features == 0)
    throw Error(ErrorKind::bad_data, "levels: none, and no grid-stage; the head reads nothing");
  mean_ = register_buffer("mean", torch::zeros({features}));
  deviation_ = register_buffer("deviation", torch::ones({features}));
  output_bias_ = register_parameter("output_bias", torch::zeros({logits}));
  if (options_.hidden > 0) {
    const auto spread = std::sqrt(2.0 / static_cast<double>(features));
    hidden_weight_ = register_parameter("hidden_weight", torch::randn({options_.hidden, features}) * spread);
    hidden_bias_ = register_parameter("hidden_bias", torch::zeros({options_.hidden}));
    output_weight_ = register_parameter("output_weight", torch::randn({logits, options_.hidden}) /
                                                             std::sqrt(static_cast<double>(options_.hidden)));
  }
  if (options_.direct || options_.hidden == 0)
    direct_weight_ = register_parameter("direct_weight", torch::zeros({logits, features}));
}

std::int64_t MultiLevelHead::feature_count(int stage) const {
  const auto count = channels(stage);
  return (holds(options_.levels, stage) ? count : 0) + (holds(options_.square_levels, stage) ? count : 0) +
         (stage == options_.grid_stage ? count * grid * grid : 0);
}

torch::Tensor MultiLevelHead::pool(int stage, const torch::Tensor& x) const {
  std::vector<torch::Tensor> parts;
  if (holds(options_.levels, stage)) parts.push_back(x.mean({2, 3}));
  if (holds(options_.square_levels, stage)) parts.push_back(x.square().mean({2, 3}));
  if (stage == options_.grid_stage) {
    const auto [kernel, stride] = grid_window(x.size(2));
    parts.push_back(torch::avg_pool2d(x, kernel, stride).flatten(1));
  }
  return parts.empty() ? x.new_empty({x.size(0), 0}) : torch::cat(parts, 1);
}

torch::Tensor MultiLevelHead::forward(const torch::Tensor& features) {
  const auto x = standardised(features);
  auto logits = output_bias_.expand({features.size(0), output_bias_.size(0)});
  const auto dropped = [this](const torch::Tensor& values, double share) {
    return share > 0 ? torch::dropout(values, share, is_training()) : values;
  };
  if (direct_weight_.defined()) logits = logits + dropped(x, options_.dropout).matmul(direct_weight_.t());
  if (hidden_weight_.defined()) {
    const auto near = options_.limit > 0 ? x.clamp(-options_.limit, options_.limit) : x;
    const auto input = dropped(near, options_.feature_dropout);
    const auto hidden = torch::relu(torch::addmm(hidden_bias_, input, hidden_weight_.t()));
    logits = logits + dropped(hidden, options_.dropout).matmul(output_weight_.t());
  }
  return logits;
}

void MultiLevelHead::prepare(const torch::Tensor& features, const torch::Tensor& mean_logits) {
  set_statistics(features.mean(0), features.std(0));
  const torch::NoGradGuard no_grad;
  output_bias_.copy_(mean_logits);
}

void MultiLevelHead::set_statistics(const torch::Tensor& mean, const torch::Tensor& deviation) {
  const torch::NoGradGuard no_grad;
  mean_.copy_(mean);
  // A feature that is the same in every picture says nothing; it must not be blown up either.
  deviation_.copy_(deviation.clamp_min(1e-4));
}

void MultiLevelHead::set_linear_path(const torch::Tensor& weights, const torch::Tensor& biases) {
  if (!direct_weight_.defined())
    throw Error(ErrorKind::bad_data, "ridge: needs the linear path (direct = true)");
  const torch::NoGradGuard no_grad;
  direct_weight_.copy_(weights);
  output_bias_.copy_(biases);
  if (output_weight_.defined()) output_weight_.zero_();
}

std::vector<std::string> MultiLevelHead::emit_pool(OnnxGraph& graph, int stage, const std::string& x,
                                                   std::int64_t size) const {
  std::vector<std::string> parts;
  if (holds(options_.levels, stage)) parts.push_back(graph.flatten(graph.global_average_pool(x)));
  if (holds(options_.square_levels, stage))
    parts.push_back(graph.flatten(graph.global_average_pool(graph.multiply(x, x))));
  if (stage == options_.grid_stage) {
    const auto [kernel, stride] = grid_window(size);
    parts.push_back(graph.flatten(graph.average_pool(x, kernel, stride)));
  }
  return parts;
}

// Clamped features have to be standardised first; else that is part of the layer.
std::string MultiLevelHead::emit_hidden(OnnxGraph& graph, const std::string& features) const {
  if (options_.limit <= 0) {
    const auto map = folded(hidden_weight_, hidden_bias_, mean_, deviation_);
    return emit_dense(graph, features, map.weight, map.bias);
  }
  const auto scale = 1 / deviation_;
  const auto shift = -mean_ / deviation_;
  const auto limit = static_cast<float>(options_.limit);
  const auto standard = graph.scale_and_shift(
      features, {scale.size(0), scale.contiguous().data_ptr<float>(), shift.contiguous().data_ptr<float>()});
  return emit_dense(graph, graph.clip(standard, -limit, limit), hidden_weight_.contiguous(), hidden_bias_);
}

std::string MultiLevelHead::emit(OnnxGraph& graph, const std::vector<std::string>& pooled) const {
  const torch::NoGradGuard no_grad;
  const auto features = pooled.size() == 1 ? pooled.front() : graph.concat(pooled);
  std::string logits;
  if (hidden_weight_.defined()) {
    const auto hidden = graph.relu(emit_hidden(graph, features));
    logits = emit_dense(graph, hidden, output_weight_.contiguous(), output_bias_);
  }
  if (direct_weight_.defined()) {
    // The bias belongs to one of the two paths.
    const auto bias = logits.empty() ? output_bias_ : torch::zeros_like(output_bias_);
    const auto map = folded(direct_weight_, bias, mean_, deviation_);
    const auto direct = emit_dense(graph, features, map.weight, map.bias);
    logits = logits.empty() ? direct : graph.add(logits, direct);
  }
  return logits;
}

}  // namespace aesthetic::training
