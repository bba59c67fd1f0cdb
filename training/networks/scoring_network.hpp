// SPDX-License-Identifier: MIT
//
// One shared backbone and one head: pictures to a score for each task.
//
//   ScoringNetwork network({"efficientnet-lite0", 192, head_options, 4});
//   torch::Tensor scores = network.forward(pictures);  // (n, 3, 192, 192) -> (n, 4), in 0..1
//
// The trainer uses it in two parts: what the stages before `first` give is computed once and kept.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "networks/backbone.hpp"
#include "networks/head.hpp"
#include "networks/precision.hpp"
#include "networks/score_outputs.hpp"

namespace aesthetic::training {

struct NetworkOptions {
  std::string backbone;
  int size = 0;  // width and height of the input picture, pixels
  HeadOptions head;
  std::int64_t tasks = 0;
  int darkest = 0;  // levels of the input picture, see ModelInput
  int brightest = 255;
  std::vector<std::int64_t> bins;  // of the tasks' distributions, see ScoreOutputs; empty: no task has one
};

class ScoringNetwork : public torch::nn::Module {
 public:
  // With random weights. Throws Error(bad_data) for an unknown backbone or stages it does not have.
  explicit ScoringNetwork(const NetworkOptions& options);

  Backbone& backbone() { return *backbone_; }
  Head& head() { return *head_; }
  const Head& head() const { return *head_; }
  const ScoreOutputs& outputs() const { return outputs_; }
  // Where its weights are, and the pictures must be.
  torch::Device device() const;
  // Tensor name and size included.
  ModelInput input() const;

  // Of the backbone alone; float32 at first. On a processor bfloat16 is for what needs no gradient.
  void set_precision(Precision precision) { precision_ = precision; }

  // As the backbone's, with the network's precision; what comes out may be bfloat16.
  torch::Tensor forward_stage(int stage, const torch::Tensor& x);
  torch::Tensor forward(const torch::Tensor& pictures);
  // All that the head reads of pictures, (n, frozen_features(stage_count())).
  torch::Tensor features(const torch::Tensor& pictures) { return features_from(0, pictures); }
  // `frozen`: (n, frozen_features(first)), the features of the stages before `first`; `x`: the output of
  // stage first - 1, unused when `first` is stage_count().
  torch::Tensor forward_from(int first, const torch::Tensor& frozen, const torch::Tensor& x);
  // The same, to the logits that the scores are made of.
  torch::Tensor logits_from(int first, const torch::Tensor& frozen, const torch::Tensor& x);
  std::int64_t frozen_features(int first) const;

  // The bytes of the .onnx: input "picture" (1, 3, size, size), output "scores" (1, tasks).
  std::string to_onnx(const std::string& name) const;

 private:
  // Of the stages from `first` on.
  torch::Tensor features_from(int first, torch::Tensor x);

  NetworkOptions options_;
  ScoreOutputs outputs_;
  Precision precision_ = Precision::float32;
  std::shared_ptr<Backbone> backbone_;
  std::shared_ptr<Head> head_;
};

}  // namespace aesthetic::training
