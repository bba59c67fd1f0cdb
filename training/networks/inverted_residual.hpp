// SPDX-License-Identifier: MIT
//
// The block of MobileNetV2 and its heirs (Sandler and others 2018, https://arxiv.org/abs/1801.04381): expand,
// filter each channel, project; skipped over where the shape stays.
//
//   InvertedResidual block({32, 16, 3, 1, 6});
//   torch::Tensor y = block.forward(x);  // (n, 32, h, w) -> (n, 16, h, w)
#pragma once

#include <memory>

#include "networks/layer.hpp"

namespace aesthetic::training {

struct InvertedResidualOptions {
  std::int64_t in = 0;
  std::int64_t out = 0;
  std::int64_t kernel = 3;
  std::int64_t stride = 1;
  std::int64_t expansion = 6;  // 1: does not expand
  Padding padding = Padding::same;
};

class InvertedResidual : public Layer {
 public:
  explicit InvertedResidual(const InvertedResidualOptions& options);
  torch::Tensor forward(torch::Tensor x) override;
  GraphTensor emit(OnnxGraph& graph, const GraphTensor& x) const override;

  // Null where the block does not expand.
  Convolution* expand() const { return expand_.get(); }
  Convolution& depthwise() const { return *depthwise_; }
  Convolution& project() const { return *project_; }

 private:
  bool skip_;
  std::shared_ptr<Convolution> expand_;
  std::shared_ptr<Convolution> depthwise_;
  std::shared_ptr<Convolution> project_;
};

}  // namespace aesthetic::training
