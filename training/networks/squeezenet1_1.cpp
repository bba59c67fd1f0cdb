// SPDX-License-Identifier: MIT
//
// SqueezeNet 1.1 (Iandola and others 2016, https://arxiv.org/abs/1602.07360), without its classifier.
// Weights: the Keras file squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5: no padding in the first
// convolution and the pools, BGR minus the ImageNet mean.
//
// Stages: 0 conv1 (1/2 of the size, 64 channels), 1..8 fire2..fire9 (128, 128, 256, 256, 384,
// 384, 512, 512 channels; 1/4 of the size from stage 1, 1/8 from 3, 1/16 from 5).
#include <string>

#include "networks/backbone.hpp"

namespace aesthetic::training {
namespace {

class Fire : public Layer {
 public:
  Fire(std::int64_t in, std::int64_t squeeze, std::int64_t expand)
      : squeeze_(std::make_shared<Convolution>(ConvolutionOptions{in, squeeze, 1, 1, 1, Activation::relu})),
        expand1x1_(
            std::make_shared<Convolution>(ConvolutionOptions{squeeze, expand, 1, 1, 1, Activation::relu})),
        expand3x3_(
            std::make_shared<Convolution>(ConvolutionOptions{squeeze, expand, 3, 1, 1, Activation::relu})) {
    register_module("squeeze", squeeze_);
    register_module("expand1x1", expand1x1_);
    register_module("expand3x3", expand3x3_);
  }

  torch::Tensor forward(torch::Tensor x) override {
    x = squeeze_->forward(x);
    return torch::cat({expand1x1_->forward(x), expand3x3_->forward(x)}, 1);
  }

  GraphTensor emit(OnnxGraph& graph, const GraphTensor& x) const override {
    const auto squeezed = squeeze_->emit(graph, x);
    auto y = expand1x1_->emit(graph, squeezed);
    y.name = graph.concat({y.name, expand3x3_->emit(graph, squeezed).name});
    return y;
  }

  Convolution& squeeze() const { return *squeeze_; }
  Convolution& expand1x1() const { return *expand1x1_; }
  Convolution& expand3x3() const { return *expand3x3_; }

 private:
  std::shared_ptr<Convolution> squeeze_;
  std::shared_ptr<Convolution> expand1x1_;
  std::shared_ptr<Convolution> expand3x3_;
};

void load_layer(Convolution& convolution, PretrainedWeights& weights, const std::string& layer) {
  const auto shape = convolution.weight_shape();
  const auto kernel = weights.take(layer + "/kernel", shape);
  convolution.set(kernel, weights.take(layer + "/bias", {shape[0]}));
}

class SqueezeNet : public Backbone {
 public:
  SqueezeNet() {
    first_ =
        std::make_shared<Convolution>(ConvolutionOptions{3, 64, 3, 2, 1, Activation::relu, Padding::valid});
    append_stage("conv1", first_, 64);
    append_fire(64, 16, 64, true);
    append_fire(128, 16, 64, false);
    append_fire(128, 32, 128, true);
    append_fire(256, 32, 128, false);
    append_fire(256, 48, 192, true);
    append_fire(384, 48, 192, false);
    append_fire(384, 64, 256, false);
    append_fire(512, 64, 256, false);
  }

  ModelInput input() const override {
    ModelInput input;
    input.channels = ChannelOrder::bgr;
    input.mean = {103.939, 116.779, 123.68};
    input.scale = 1;
    return input;
  }

  void load_pretrained(PretrainedWeights& weights) override {
    load_layer(*first_, weights, "conv1");
    for (std::size_t i = 0; i < fires_.size(); ++i) {
      const auto name = "fire" + std::to_string(i + 2);
      load_layer(fires_[i]->squeeze(), weights, name + "/squeeze1x1");
      load_layer(fires_[i]->expand1x1(), weights, name + "/expand1x1");
      load_layer(fires_[i]->expand3x3(), weights, name + "/expand3x3");
    }
    weights.require_all_taken_fit();
  }

 private:
  void append_fire(std::int64_t in, std::int64_t squeeze, std::int64_t expand, bool pool_first) {
    auto stage = std::make_shared<Sequence>();
    if (pool_first) stage->append(std::make_shared<MaxPool>(3, 2));
    fires_.push_back(std::make_shared<Fire>(in, squeeze, expand));
    stage->append(fires_.back());
    append_stage("fire" + std::to_string(stage_count() + 1), stage, 2 * expand);
  }

  std::shared_ptr<Convolution> first_;
  std::vector<std::shared_ptr<Fire>> fires_;
};

const BackboneRegistration registration("squeezenet1-1", [] { return std::make_shared<SqueezeNet>(); });

}  // namespace
}  // namespace aesthetic::training
