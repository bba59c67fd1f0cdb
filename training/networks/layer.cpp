// SPDX-License-Identifier: MIT
#include "networks/layer.hpp"

#include <torch/nn/init.h>

#include <algorithm>
#include <utility>

namespace aesthetic::training {
namespace {

struct Pad {
  std::int64_t before;
  std::int64_t after;
};

std::int64_t output_size(std::int64_t size, const ConvolutionOptions& options) {
  if (options.padding == Padding::valid) return (size - options.kernel) / options.stride + 1;
  if (options.padding == Padding::symmetric)
    return (size + (options.kernel - 1) / 2 * 2 - options.kernel) / options.stride + 1;
  return (size + options.stride - 1) / options.stride;
}

Pad pad_of(std::int64_t size, const ConvolutionOptions& options) {
  if (options.padding == Padding::valid) return {0, 0};
  if (options.padding == Padding::symmetric) return {(options.kernel - 1) / 2, (options.kernel - 1) / 2};
  const auto wanted = (output_size(size, options) - 1) * options.stride + options.kernel;
  const auto total = std::max<std::int64_t>(wanted - size, 0);
  return {total / 2, total - total / 2};
}

}  // namespace

Convolution::Convolution(const ConvolutionOptions& options) : options_(options) {
  const auto shape = {options.out, options.in / options.groups, options.kernel, options.kernel};
  weight_ = register_parameter("weight", torch::empty(shape));
  bias_ = register_parameter("bias", torch::zeros({options.out}));
  torch::nn::init::kaiming_normal_(weight_, 0, torch::kFanOut, torch::kReLU);
}

torch::Tensor Convolution::forward(torch::Tensor x) {
  const Pad rows = pad_of(x.size(2), options_);
  const Pad columns = pad_of(x.size(3), options_);
  std::vector<std::int64_t> pads = {rows.before, columns.before};
  if (rows.before != rows.after || columns.before != columns.after) {
    x = torch::constant_pad_nd(x, {columns.before, columns.after, rows.before, rows.after});
    pads = {0, 0};
  }
  x = torch::conv2d(x, weight_, bias_, options_.stride, pads, 1, options_.groups);
  if (options_.activation == Activation::relu) return torch::relu_(x);
  return options_.activation == Activation::relu6 ? torch::hardtanh_(x, 0, 6) : x;
}

GraphTensor Convolution::emit(OnnxGraph& graph, const GraphTensor& x) const {
  const Pad rows = pad_of(x.height, options_);
  const Pad columns = pad_of(x.width, options_);
  const auto weight = weight_.detach().contiguous();
  const auto bias = bias_.detach().contiguous();
  const ConvWeights values{weight.size(0), weight.size(1),           weight.size(2),
                           weight.size(3), weight.data_ptr<float>(), bias.data_ptr<float>()};
  auto name = graph.conv(x.name, values, options_.stride,
                         {rows.before, columns.before, rows.after, columns.after}, options_.groups);
  if (options_.activation == Activation::relu) name = graph.relu(name);
  if (options_.activation == Activation::relu6) name = graph.relu6(name);
  return {name, output_size(x.height, options_), output_size(x.width, options_)};
}

void Convolution::turn_weights(const std::function<torch::Tensor(const torch::Tensor&)>& turn) {
  const torch::NoGradGuard no_grad;
  weight_.copy_(turn(weight_));
}

void Convolution::set(const torch::Tensor& weight, const torch::Tensor& bias) {
  const torch::NoGradGuard no_grad;
  weight_.copy_(weight);
  bias_.copy_(bias);
}

torch::Tensor MaxPool::forward(torch::Tensor x) {
  return torch::max_pool2d(x, kernel_, stride_, pad_);
}

GraphTensor MaxPool::emit(OnnxGraph& graph, const GraphTensor& x) const {
  return {graph.max_pool(x.name, kernel_, stride_, {pad_, pad_, pad_, pad_}),
          (x.height + 2 * pad_ - kernel_) / stride_ + 1, (x.width + 2 * pad_ - kernel_) / stride_ + 1};
}

void Sequence::append(std::shared_ptr<Layer> layer) {
  layers_.push_back(register_module(std::to_string(layers_.size()), std::move(layer)));
}

torch::Tensor Sequence::forward(torch::Tensor x) {
  for (const auto& layer : layers_) x = layer->forward(x);
  return x;
}

GraphTensor Sequence::emit(OnnxGraph& graph, const GraphTensor& x) const {
  GraphTensor y = x;
  for (const auto& layer : layers_) y = layer->emit(graph, y);
  return y;
}

}  // namespace aesthetic::training
