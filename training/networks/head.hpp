// SPDX-License-Identifier: MIT
//
// What turns the stages of a backbone into logits, one or more for each task (ScoreOutputs). A head first
// pools every stage it reads to features, which the trainer keeps while the stages are frozen, then makes
// logits of the features.
//
//   auto head = make_head(options, channels, 4);
//   torch::Tensor features = torch::cat({head->pool(0, x0), head->pool(1, x1)}, 1);
//   torch::Tensor logits = head->forward(features);  // (n, 4)
//
// A new head is a new file: a class, and a HeadRegistration that gives it its name.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "onnx_graph.hpp"

namespace aesthetic::training {

struct HeadOptions {
  std::string name = "multi-level";
  // Of multi-level:
  std::vector<int> levels;         // stages whose global averages are read
  std::vector<int> square_levels;  // stages whose global averages of squares are read: how much a map varies,
                                   // which sharpness and noise change
  int grid_stage = -1;             // the stage whose grid of averages is read; -1: none
  std::int64_t hidden = 128;       // units of the hidden layer; 0: none
  double dropout = 0.5;        // of the last hidden layer and of the linear path's features, while training
  double feature_dropout = 0;  // of the hidden layer's features, while training
  double limit = 0;     // the hidden layer's standardised features are clamped to -limit..limit; 0: not
  bool direct = false;  // a linear path beside the hidden layer; always there without one
  // Of multi-task:
  std::vector<std::int64_t> units = {128, 64};  // of its hidden layers
  bool separate_outputs = false;                // an output layer for each task
};

class Head : public torch::nn::Module {
 public:
  // How many features the stage gives, and all stages together. Features stand in the order of the stages.
  virtual std::int64_t feature_count(int stage) const = 0;
  std::int64_t feature_count() const;
  // The stage's output (n, channels, height, width) to its features (n, feature_count(stage)).
  virtual torch::Tensor pool(int stage, const torch::Tensor& x) const = 0;
  virtual torch::Tensor forward(const torch::Tensor& features) = 0;

  // Told once before the training: the features (n, feature_count()) of the training pictures, and the logits
  // of their mean labels.
  virtual void prepare(const torch::Tensor& features, const torch::Tensor& mean_logits) = 0;
  // Features as a linear path sees them.
  virtual torch::Tensor standardised(const torch::Tensor& features) const { return features; }
  // Starts the linear path at `weights` (logits, feature_count()) of the standardised features and `biases`
  // (logits). Throws Error(bad_data) without a linear path.
  virtual void set_linear_path(const torch::Tensor& weights, const torch::Tensor& biases);

  // The stage's features as tensors (1, n) of the graph, and from those of all stages the logits.
  virtual std::vector<std::string> emit_pool(OnnxGraph& graph, int stage, const std::string& x,
                                             std::int64_t size) const = 0;
  virtual std::string emit(OnnxGraph& graph, const std::vector<std::string>& pooled) const = 0;

 protected:
  explicit Head(std::vector<std::int64_t> stage_channels) : channels_(std::move(stage_channels)) {}
  int stage_count() const { return static_cast<int>(channels_.size()); }
  std::int64_t channels(int stage) const { return channels_.at(static_cast<std::size_t>(stage)); }

 private:
  std::vector<std::int64_t> channels_;
};

// With random weights; `stage_channels` of the backbone. Throws Error(bad_data) naming the known heads for an
// unknown name, or when the options name a stage that is not there.
std::shared_ptr<Head> make_head(const HeadOptions& options, const std::vector<std::int64_t>& stage_channels,
                                std::int64_t logits);

using HeadMaker =
    std::function<std::shared_ptr<Head>(const HeadOptions&, const std::vector<std::int64_t>&, std::int64_t)>;
struct HeadRegistration {
  HeadRegistration(const std::string& name, HeadMaker make);
};

// A dense layer of the graph; `weight` (out, in), `bias` (out).
std::string emit_dense(OnnxGraph& graph, const std::string& x, const torch::Tensor& weight,
                       const torch::Tensor& bias);

}  // namespace aesthetic::training
