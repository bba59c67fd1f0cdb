// SPDX-License-Identifier: MIT
#include "networks/multi_task_head.hpp"

#include <torch/torch.h>

#include <string>

namespace aesthetic::training {
namespace {

const HeadRegistration registration("multi-task", [](const HeadOptions& options, const auto& channels,
                                                     std::int64_t logits) {
  return std::make_shared<MultiTaskHead>(options, channels, logits);
});

}  // namespace

MultiTaskHead::MultiTaskHead(const HeadOptions& options, const std::vector<std::int64_t>& stage_channels,
                             std::int64_t logits)
    : Head(stage_channels), dropout_(options.dropout) {
  std::int64_t in = stage_channels.back();
  for (const auto units : options.units) {
    hidden_.push_back(make_dense("hidden" + std::to_string(hidden_.size() + 1), in, units));
    in = units;
  }
  if (!options.separate_outputs) {
    outputs_.push_back(make_dense("output", in, logits));
    return;
  }
  for (std::int64_t output = 0; output < logits; ++output)
    outputs_.push_back(make_dense("output" + std::to_string(output), in, 1));
}

MultiTaskHead::Dense MultiTaskHead::make_dense(const std::string& name, std::int64_t in, std::int64_t out) {
  const Dense dense{register_parameter(name + "_weight", torch::empty({out, in})),
                    register_parameter(name + "_bias", torch::zeros({out}))};
  torch::nn::init::xavier_uniform_(dense.weight);
  return dense;
}

std::int64_t MultiTaskHead::feature_count(int stage) const {
  return stage == stage_count() - 1 ? channels(stage) : 0;
}

torch::Tensor MultiTaskHead::pool(int stage, const torch::Tensor& x) const {
  return stage == stage_count() - 1 ? x.mean({2, 3}) : x.new_empty({x.size(0), 0});
}

torch::Tensor MultiTaskHead::forward(const torch::Tensor& features) {
  auto x = features;
  for (const auto& layer : hidden_) x = torch::relu(torch::addmm(layer.bias, x, layer.weight.t()));
  x = torch::dropout(x, dropout_, is_training());
  std::vector<torch::Tensor> logits;
  for (const auto& layer : outputs_) logits.push_back(torch::addmm(layer.bias, x, layer.weight.t()));
  return torch::cat(logits, 1);
}

void MultiTaskHead::prepare(const torch::Tensor& /*features*/, const torch::Tensor& /*mean_logits*/) {}

std::vector<std::string> MultiTaskHead::emit_pool(OnnxGraph& graph, int stage, const std::string& x,
                                                  std::int64_t /*size*/) const {
  if (stage != stage_count() - 1) return {};
  return {graph.flatten(graph.global_average_pool(x))};
}

std::string MultiTaskHead::emit(OnnxGraph& graph, const std::vector<std::string>& pooled) const {
  auto x = pooled.front();
  for (const auto& layer : hidden_) x = graph.relu(emit_dense(graph, x, layer.weight, layer.bias));
  std::vector<torch::Tensor> weights;
  std::vector<torch::Tensor> biases;
  for (const auto& layer : outputs_) {
    weights.push_back(layer.weight);
    biases.push_back(layer.bias);
  }
  return emit_dense(graph, x, torch::cat(weights), torch::cat(biases));
}

}  // namespace aesthetic::training
