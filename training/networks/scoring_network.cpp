// SPDX-License-Identifier: MIT
#include "networks/scoring_network.hpp"

namespace aesthetic::training {
namespace {

std::vector<std::int64_t> all_channels(const Backbone& backbone) {
  std::vector<std::int64_t> channels;
  for (int stage = 0; stage < backbone.stage_count(); ++stage)
    channels.push_back(backbone.stage_channels(stage));
  return channels;
}

std::vector<std::int64_t> all_bins(const NetworkOptions& options) {
  if (!options.bins.empty()) return options.bins;
  return std::vector<std::int64_t>(static_cast<std::size_t>(options.tasks), 0);
}

// The head computes with the precision of its weights.
torch::Tensor widened(const torch::Tensor& x) {
  return x.scalar_type() == torch::kBFloat16 ? x.to(torch::kFloat) : x;
}

}  // namespace

ScoringNetwork::ScoringNetwork(const NetworkOptions& options)
    : options_(options),
      outputs_(all_bins(options)),
      backbone_(register_module("backbone", make_backbone(options.backbone))),
      head_(register_module("head",
                            make_head(options.head, all_channels(*backbone_), outputs_.logit_count()))) {}

torch::Device ScoringNetwork::device() const {
  return head_->parameters().front().device();
}

ModelInput ScoringNetwork::input() const {
  auto input = backbone_->input();
  input.tensor = "picture";
  input.size = {options_.size, options_.size};
  input.darkest = options_.darkest;
  input.brightest = options_.brightest;
  return input;
}

torch::Tensor ScoringNetwork::forward(const torch::Tensor& pictures) {
  return forward_from(0, pictures.new_empty({pictures.size(0), 0}), pictures);
}

torch::Tensor ScoringNetwork::forward_stage(int stage, const torch::Tensor& x) {
  // LibTorch 1.13 has no gradient of ReLU6 in bfloat16 on processors.
  const bool learns = torch::GradMode::is_enabled() && x.device().is_cpu();
  const Autocast autocast(learns ? Precision::float32 : precision_, x.device());
  return backbone_->forward_stage(stage, x);
}

torch::Tensor ScoringNetwork::forward_from(int first, const torch::Tensor& frozen, const torch::Tensor& x) {
  return outputs_.scores(logits_from(first, frozen, x));
}

torch::Tensor ScoringNetwork::logits_from(int first, const torch::Tensor& frozen, const torch::Tensor& x) {
  if (first == backbone_->stage_count()) return head_->forward(frozen);
  return head_->forward(torch::cat({frozen, features_from(first, x)}, 1));
}

torch::Tensor ScoringNetwork::features_from(int first, torch::Tensor x) {
  std::vector<torch::Tensor> features;
  for (int stage = first; stage < backbone_->stage_count(); ++stage) {
    x = forward_stage(stage, x);
    features.push_back(head_->pool(stage, widened(x)));
  }
  return torch::cat(features, 1);
}

std::int64_t ScoringNetwork::frozen_features(int first) const {
  std::int64_t count = 0;
  for (int stage = 0; stage < first; ++stage) count += head_->feature_count(stage);
  return count;
}

std::string ScoringNetwork::to_onnx(const std::string& name) const {
  OnnxGraph graph(name);
  GraphTensor x{graph.input("picture", 3, options_.size, options_.size), options_.size, options_.size};
  std::vector<std::string> pooled;
  for (int stage = 0; stage < backbone_->stage_count(); ++stage) {
    x = backbone_->emit_stage(graph, stage, x);
    for (const auto& part : head_->emit_pool(graph, stage, x.name, x.height)) pooled.push_back(part);
  }
  graph.output(outputs_.emit(graph, head_->emit(graph, pooled)), "scores", options_.tasks);
  return graph.serialize();
}

}  // namespace aesthetic::training
