// SPDX-License-Identifier: MIT
//
// The head that reads several stages of a backbone: the global average of each, of some also that of the
// squares, and for composition a coarse grid of averages of one (where in the picture things are),
// standardised, then a small perceptron with one sigmoid unit for each task.
//
//   MultiLevelHead head({{2, 3, 4}, 4, 128}, channels, 4);
//   torch::Tensor features = torch::cat({head.pool(2, x2), head.pool(3, x3), head.pool(4, x4)}, 1);
//   torch::Tensor scores = head.forward(features);  // (n, 4), in 0..1
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "onnx_graph.hpp"

namespace aesthetic::training {

struct HeadOptions {
  std::vector<int> levels;         // stages whose global averages are read
  std::vector<int> square_levels;  // stages whose global averages of squares are read: how much a map varies,
                                   // which sharpness and noise change
  int grid_stage = -1;             // the stage whose grid of averages is read; -1: none
  std::int64_t hidden = 128;       // units of the hidden layer; 0: none
  double dropout = 0.5;            // of the hidden layer and of the linear path's features, while training
  double feature_dropout = 0;      // of the hidden layer's features, while training
  bool direct = false;             // a linear path beside the hidden layer; always there without one
};

class MultiLevelHead : public torch::nn::Module {
 public:
  static constexpr std::int64_t grid = 3;  // rows and columns of the grid

  // `stage_channels` of the backbone. Throws Error(bad_data) when the options name a stage that is not there.
  MultiLevelHead(HeadOptions options, const std::vector<std::int64_t>& stage_channels, std::int64_t tasks);

  // How many features the stage gives, and all stages together. Features stand in the order of the stages.
  std::int64_t feature_count(int stage) const;
  std::int64_t feature_count() const;
  // Features as the linear path sees them: mean 0 and deviation 1 over the training pictures.
  torch::Tensor standardised(const torch::Tensor& features) const { return (features - mean_) / deviation_; }
  // The stage's output (n, channels, height, width) to its features (n, feature_count(stage)). The map must
  // be square and, for the grid, at least 3 x 3.
  torch::Tensor pool(int stage, const torch::Tensor& x) const;
  torch::Tensor forward(const torch::Tensor& features);

  // Mean and deviation over the training pictures, each (feature_count()).
  void set_statistics(const torch::Tensor& mean, const torch::Tensor& deviation);
  // Starts every task at its mean label, (tasks), in 0..1.
  void set_mean_labels(const torch::Tensor& labels);
  // Starts the linear path at `weights` (tasks, feature_count()) of the standardised features and `biases`
  // (tasks), both in logits; a hidden layer starts at no say. Throws Error(bad_data) without a linear path.
  void set_linear_path(const torch::Tensor& weights, const torch::Tensor& biases);

  // `pooled` as emit_pool gave them for all stages; returns the scores (1, tasks).
  std::vector<std::string> emit_pool(OnnxGraph& graph, int stage, const std::string& x,
                                     std::int64_t size) const;
  std::string emit(OnnxGraph& graph, const std::vector<std::string>& pooled) const;

 private:
  HeadOptions options_;
  std::vector<std::int64_t> channels_;
  torch::Tensor mean_, deviation_;
  torch::Tensor hidden_weight_, hidden_bias_;  // undefined without a hidden layer
  torch::Tensor output_weight_;                // (tasks, hidden); undefined without a hidden layer
  torch::Tensor direct_weight_;                // (tasks, features); undefined without a linear path
  torch::Tensor output_bias_;
};

}  // namespace aesthetic::training
