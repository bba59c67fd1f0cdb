// SPDX-License-Identifier: MIT
#include "networks/inverted_residual.hpp"

namespace aesthetic::training {

InvertedResidual::InvertedResidual(const InvertedResidualOptions& options)
    : skip_(options.stride == 1 && options.in == options.out) {
  const auto inner = options.in * options.expansion;
  if (options.expansion != 1)
    expand_ = register_module("expand", std::make_shared<Convolution>(ConvolutionOptions{options.in, inner}));
  depthwise_ = register_module("depthwise", std::make_shared<Convolution>(ConvolutionOptions{
                                                inner, inner, options.kernel, options.stride, inner,
                                                Activation::relu6, options.padding}));
  project_ = register_module("project", std::make_shared<Convolution>(ConvolutionOptions{
                                            inner, options.out, 1, 1, 1, Activation::none}));
}

torch::Tensor InvertedResidual::forward(torch::Tensor x) {
  auto y = expand_ ? expand_->forward(x) : x;
  y = project_->forward(depthwise_->forward(y));
  return skip_ ? y + x : y;
}

GraphTensor InvertedResidual::emit(OnnxGraph& graph, const GraphTensor& x) const {
  auto y = expand_ ? expand_->emit(graph, x) : x;
  y = project_->emit(graph, depthwise_->emit(graph, y));
  if (skip_) y.name = graph.add(y.name, x.name);
  return y;
}

}  // namespace aesthetic::training
