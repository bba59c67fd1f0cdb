// SPDX-License-Identifier: MIT
//
// ResNet-18 and ResNet-50 (He and others 2016, https://arxiv.org/abs/1512.03385), the latter with the stride
// in the 3x3 convolution, as torchvision has it; without their classifier. Weights: torchvision's and timm's
// (conv1.weight, layer1.0.bn1.running_mean, ...).
//
// Stages: 0 the stem with its pool (1/4 of the size, 64 channels), then one for each block, named layer1.0
// and so on; 1/4, 1/8, 1/16, 1/32 of the size, 64, 128, 256, 512 channels in ResNet-18, four times as many in
// ResNet-50.
#include <string>

#include "networks/backbone.hpp"
#include "networks/imagenet_input.hpp"
#include "weights/folded_norm.hpp"

namespace aesthetic::training {
namespace {

constexpr double batch_norm_epsilon = 1e-5;
// Without batch normalisation, random residual branches would add up from block to block.
constexpr double random_branch = 0.2;

std::shared_ptr<Convolution> convolution(std::int64_t in, std::int64_t out, std::int64_t kernel,
                                         std::int64_t stride, Activation activation) {
  return std::make_shared<Convolution>(
      ConvolutionOptions{in, out, kernel, stride, 1, activation, Padding::symmetric});
}

// Two 3x3 convolutions, or 1x1, 3x3, 1x1 ("bottleneck"), beside the identity.
class Block : public Layer {
 public:
  Block(std::int64_t in, std::int64_t inner, std::int64_t out, std::int64_t stride) {
    if (inner == out) {
      append(convolution(in, out, 3, stride, Activation::relu));
      append(convolution(out, out, 3, 1, Activation::none));
    } else {
      append(convolution(in, inner, 1, 1, Activation::relu));
      append(convolution(inner, inner, 3, stride, Activation::relu));
      append(convolution(inner, out, 1, 1, Activation::none));
    }
    branch_.back()->scale_weights(random_branch);
    if (stride != 1 || in != out)
      shortcut_ = register_module("shortcut", convolution(in, out, 1, stride, Activation::none));
  }

  torch::Tensor forward(torch::Tensor x) override {
    auto y = x;
    for (const auto& layer : branch_) y = layer->forward(y);
    return torch::relu_(y.add_(shortcut_ ? shortcut_->forward(x) : x));
  }

  GraphTensor emit(OnnxGraph& graph, const GraphTensor& x) const override {
    auto y = x;
    for (const auto& layer : branch_) y = layer->emit(graph, y);
    const auto beside = shortcut_ ? shortcut_->emit(graph, x) : x;
    y.name = graph.relu(graph.add(y.name, beside.name));
    return y;
  }

  void load(PretrainedWeights& weights, const std::string& name) {
    for (std::size_t i = 0; i < branch_.size(); ++i)
      load_folded(*branch_[i], weights, name + ".conv" + std::to_string(i + 1),
                  name + ".bn" + std::to_string(i + 1), batch_norm_epsilon);
    if (shortcut_)
      load_folded(*shortcut_, weights, name + ".downsample.0", name + ".downsample.1", batch_norm_epsilon);
  }

 private:
  void append(std::shared_ptr<Convolution> layer) {
    branch_.push_back(register_module("conv" + std::to_string(branch_.size() + 1), std::move(layer)));
  }

  std::vector<std::shared_ptr<Convolution>> branch_;
  std::shared_ptr<Convolution> shortcut_;
};

class ResNet : public Backbone {
 public:
  // `blocks` in each of the four layers; `expansion`: 1 for plain blocks, 4 for bottlenecks.
  ResNet(const std::vector<int>& blocks, std::int64_t expansion) {
    stem_ = convolution(3, 64, 7, 2, Activation::relu);
    auto stem = std::make_shared<Sequence>();
    stem->append(stem_);
    stem->append(std::make_shared<MaxPool>(3, 2, 1));
    append_stage("conv1", stem, 64);
    std::int64_t in = 64;
    for (std::size_t layer = 0; layer < blocks.size(); ++layer) {
      const std::int64_t inner = std::int64_t{64} << layer;
      for (int i = 0; i < blocks[layer]; ++i) {
        const auto stride = i == 0 && layer > 0 ? 2 : 1;
        blocks_.push_back(std::make_shared<Block>(in, inner, inner * expansion, stride));
        names_.push_back("layer" + std::to_string(layer + 1) + "." + std::to_string(i));
        in = inner * expansion;
        append_stage(names_.back(), blocks_.back(), in);
      }
    }
  }

  ModelInput input() const override { return imagenet_input(); }

  void load_pretrained(PretrainedWeights& weights) override {
    load_folded(*stem_, weights, "conv1", "bn1", batch_norm_epsilon);
    stem_->turn_weights(for_imagenet_input);
    for (std::size_t i = 0; i < blocks_.size(); ++i) blocks_[i]->load(weights, names_[i]);
    weights.require_all_taken_fit();
  }

 private:
  std::shared_ptr<Convolution> stem_;
  std::vector<std::shared_ptr<Block>> blocks_;
  std::vector<std::string> names_;
};

const BackboneRegistration resnet18("resnet-18", [] {
  return std::make_shared<ResNet>(std::vector<int>{2, 2, 2, 2}, 1);
});
const BackboneRegistration resnet50("resnet-50", [] {
  return std::make_shared<ResNet>(std::vector<int>{3, 4, 6, 3}, 4);
});

}  // namespace
}  // namespace aesthetic::training
