// SPDX-License-Identifier: MIT
//
// The head that reads several stages of a backbone: the global average of each, of some also that of the
// squares, and for composition a coarse grid of averages of one (where in the picture things are),
// standardised, then a small perceptron with one sigmoid unit for each task.
//
//   options.levels = {2, 3, 4};
//   MultiLevelHead head(options, channels, 4);
//   torch::Tensor features = torch::cat({head.pool(2, x2), head.pool(3, x3), head.pool(4, x4)}, 1);
//   torch::Tensor logits = head.forward(features);  // (n, 4)
#pragma once

#include "networks/head.hpp"

namespace aesthetic::training {

class MultiLevelHead : public Head {
 public:
  static constexpr std::int64_t grid = 3;  // rows and columns of the grid

  // `stage_channels` of the backbone. Throws Error(bad_data) when the options name a stage that is not there.
  MultiLevelHead(HeadOptions options, const std::vector<std::int64_t>& stage_channels, std::int64_t logits);

  using Head::feature_count;
  std::int64_t feature_count(int stage) const override;
  torch::Tensor standardised(const torch::Tensor& features) const override {
    return (features - mean_) / deviation_;
  }
  // The map must be square and, for the grid, at least 3 x 3.
  torch::Tensor pool(int stage, const torch::Tensor& x) const override;
  torch::Tensor forward(const torch::Tensor& features) override;

  // Makes every feature's mean 0 and deviation 1 and starts every logit at its mean.
  void prepare(const torch::Tensor& features, const torch::Tensor& mean_logits) override;
  // Mean and deviation over the training pictures, each (feature_count()).
  void set_statistics(const torch::Tensor& mean, const torch::Tensor& deviation);
  // A hidden layer starts at no say.
  void set_linear_path(const torch::Tensor& weights, const torch::Tensor& biases) override;

  std::vector<std::string> emit_pool(OnnxGraph& graph, int stage, const std::string& x,
                                     std::int64_t size) const override;
  std::string emit(OnnxGraph& graph, const std::vector<std::string>& pooled) const override;

 private:
  std::string emit_hidden(OnnxGraph& graph, const std::string& features) const;

  HeadOptions options_;
  torch::Tensor mean_, deviation_;
  torch::Tensor hidden_weight_, hidden_bias_;  // undefined without a hidden layer
  torch::Tensor output_weight_;                // (logits, hidden); undefined without a hidden layer
  torch::Tensor direct_weight_;                // (logits, features); undefined without a linear path
  torch::Tensor output_bias_;
};

}  // namespace aesthetic::training
