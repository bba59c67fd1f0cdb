// SPDX-License-Identifier: MIT
//
// What backbones are made of: parts that LibTorch trains and that write themselves into an ONNX graph.
//
//   auto stem = std::make_shared<Convolution>(ConvolutionOptions{3, 32, 3, 2});
//   torch::Tensor y = stem->forward(x);                   // (n, 32, height / 2, width / 2)
//   GraphTensor z = stem->emit(graph, {"picture", 192, 192});
//
// Convolutions have a bias and no batch normalisation: where published weights have one, it is folded into
// the convolution as it is loaded. So training and run time do the same arithmetic, and no running statistics
// move while data sets are mixed.
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

// A feature map in an ONNX graph.
struct GraphTensor {
  std::string name;
  std::int64_t height = 0;
  std::int64_t width = 0;
};

class Layer : public torch::nn::Module {
 public:
  // (n, channels, height, width) in and out.
  virtual torch::Tensor forward(torch::Tensor x) = 0;
  virtual GraphTensor emit(OnnxGraph& graph, const GraphTensor& x) const = 0;
};

enum class Activation { none, relu, relu6 };

enum class Padding {
  same,  // TensorFlow's: ceil(size / stride) values out; an odd pad has its larger half at the bottom and
         // right
  symmetric,  // torch's: (kernel - 1) / 2 on every side
  valid       // none
};

struct ConvolutionOptions {
  std::int64_t in = 0;
  std::int64_t out = 0;
  std::int64_t kernel = 1;
  std::int64_t stride = 1;
  std::int64_t groups = 1;
  Activation activation = Activation::relu6;
  Padding padding = Padding::same;
};

class Convolution : public Layer {
 public:
  explicit Convolution(const ConvolutionOptions& options);
  torch::Tensor forward(torch::Tensor x) override;
  GraphTensor emit(OnnxGraph& graph, const GraphTensor& x) const override;

  std::vector<std::int64_t> weight_shape() const { return weight_.sizes().vec(); }
  // Replaces the weight by what `turn` makes of it; its shape stays.
  void turn_weights(const std::function<torch::Tensor(const torch::Tensor&)>& turn);
  void scale_weights(double factor) {
    turn_weights([factor](const torch::Tensor& weight) { return weight * factor; });
  }
  // Weight (out, in / groups, kernel, kernel) and bias (out).
  void set(const torch::Tensor& weight, const torch::Tensor& bias);

 private:
  ConvolutionOptions options_;
  torch::Tensor weight_;
  torch::Tensor bias_;
};

class MaxPool : public Layer {
 public:
  // `pad` on every side never wins.
  MaxPool(std::int64_t kernel, std::int64_t stride, std::int64_t pad = 0)
      : kernel_(kernel), stride_(stride), pad_(pad) {}
  torch::Tensor forward(torch::Tensor x) override;
  GraphTensor emit(OnnxGraph& graph, const GraphTensor& x) const override;

 private:
  std::int64_t kernel_;
  std::int64_t stride_;
  std::int64_t pad_;
};

// One after the other.
class Sequence : public Layer {
 public:
  void append(std::shared_ptr<Layer> layer);
  torch::Tensor forward(torch::Tensor x) override;
  GraphTensor emit(OnnxGraph& graph, const GraphTensor& x) const override;

 private:
  std::vector<std::shared_ptr<Layer>> layers_;
};

}  // namespace aesthetic::training
