// SPDX-License-Identifier: MIT
//
// The head of Soydaner and Wagemans 2023, "Multi-task convolutional neural network for image aesthetic
// assessment" (https://arxiv.org/abs/2305.09373), on any backbone: the global average of its last stage,
// hidden layers of 128 and 64 units with ReLU, dropout on the last of them, and sigmoid units, one for each
// task, that share the hidden layers. Dense weights start from Glorot's uniform distribution.
//
//   HeadOptions options;
//   options.name = "multi-task";
//   options.dropout = 0.35;
//   auto head = make_head(options, channels, 12);  // on VGG16: 73,920 + 780 parameters
//
// With `separate_outputs`, the paper's variant, each task has an output layer of its own. That is the same
// function with as many parameters; only the weights it starts from are drawn from another range.
#pragma once

#include "networks/head.hpp"

namespace aesthetic::training {

class MultiTaskHead : public Head {
 public:
  MultiTaskHead(const HeadOptions& options, const std::vector<std::int64_t>& stage_channels,
                std::int64_t logits);

  using Head::feature_count;
  std::int64_t feature_count(int stage) const override;
  torch::Tensor pool(int stage, const torch::Tensor& x) const override;
  torch::Tensor forward(const torch::Tensor& features) override;
  // The paper neither standardises features nor starts from the mean labels.
  void prepare(const torch::Tensor& features, const torch::Tensor& mean_logits) override;
  std::vector<std::string> emit_pool(OnnxGraph& graph, int stage, const std::string& x,
                                     std::int64_t size) const override;
  std::string emit(OnnxGraph& graph, const std::vector<std::string>& pooled) const override;

 private:
  struct Dense {
    torch::Tensor weight;  // (out, in)
    torch::Tensor bias;    // (out)
  };
  Dense make_dense(const std::string& name, std::int64_t in, std::int64_t out);

  double dropout_;
  std::vector<Dense> hidden_;
  std::vector<Dense> outputs_;  // one for all tasks, or one for each
};

}  // namespace aesthetic::training
