// SPDX-License-Identifier: MIT
//
// VGG16 (Simonyan and Zisserman 2015, https://arxiv.org/abs/1409.1556), its five blocks without the fully
// connected layers. Weights: torchvision's and timm's (features.0.weight ... features.28.bias), or Keras's
// "notop" file (block1_conv1 ... block5_conv3).
//
// Stages: 0..12 the convolutions block1_conv1 ... block5_conv3; the last one of each block includes the
// block's pool (64, 128, 256, 512, 512 channels; 1/2, 1/4, 1/8, 1/16, 1/32 of the size after the pools).
#include <array>
#include <string>

#include "networks/backbone.hpp"
#include "networks/imagenet_input.hpp"

namespace aesthetic::training {
namespace {

struct Block {
  int convolutions;
  std::int64_t channels;
};
constexpr std::array<Block, 5> blocks = {{{2, 64}, {2, 128}, {3, 256}, {3, 512}, {3, 512}}};

// What Keras's weights were trained with; torchvision's are in imagenet_input.hpp.
constexpr std::array<double, 3> keras_mean = {123.68, 116.779, 103.939};

class Vgg16 : public Backbone {
 public:
  Vgg16() {
    const std::vector<double> mean(imagenet_mean.begin(), imagenet_mean.end());
    mean_ = register_buffer("mean", torch::tensor(mean, torch::kDouble));
    std::int64_t in = 3;
    for (std::size_t block = 0; block < blocks.size(); ++block)
      for (int i = 0; i < blocks[block].convolutions; ++i) {
        append_convolution("block" + std::to_string(block + 1) + "_conv" + std::to_string(i + 1), in,
                           blocks[block].channels, i + 1 == blocks[block].convolutions);
        in = blocks[block].channels;
      }
  }

  // The mean is that of the weights that were loaded: the two differ too much at the edges, where zeros are
  // padded, to be folded into the first convolution.
  ModelInput input() const override {
    ModelInput input;
    input.channels = ChannelOrder::rgb;
    for (std::int64_t i = 0; i < 3; ++i) input.mean[static_cast<std::size_t>(i)] = mean_[i].item<double>();
    input.scale = imagenet_scale;
    return input;
  }

  void load_pretrained(PretrainedWeights& weights) override {
    if (weights.has("block1_conv1/kernel"))
      load_keras(weights);
    else
      load_torchvision(weights);
    weights.require_all_taken_fit();
  }

 private:
  void append_convolution(const std::string& name, std::int64_t in, std::int64_t out, bool pool) {
    auto convolution = std::make_shared<Convolution>(
        ConvolutionOptions{in, out, 3, 1, 1, Activation::relu, Padding::symmetric});
    convolutions_.push_back(convolution);
    names_.push_back(name);
    auto stage = std::make_shared<Sequence>();
    stage->append(convolution);
    if (pool) stage->append(std::make_shared<MaxPool>(2, 2));
    append_stage(name, stage, out);
  }

  void load_torchvision(PretrainedWeights& weights) {
    // torchvision counts convolutions, ReLUs and pools.
    int index = 0;
    std::size_t i = 0;
    for (const auto& block : blocks) {
      for (int layer = 0; layer < block.convolutions; ++layer, ++i, index += 2) {
        const auto name = "features." + std::to_string(index);
        const auto shape = convolutions_[i]->weight_shape();
        auto kernel = weights.take(name + ".weight", shape);
        if (i == 0) kernel = for_imagenet_input(kernel);
        convolutions_[i]->set(kernel, weights.take(name + ".bias", {shape[0]}));
      }
      ++index;
    }
    set_mean(imagenet_mean);
  }

  void load_keras(PretrainedWeights& weights) {
    for (std::size_t i = 0; i < convolutions_.size(); ++i) {
      const auto shape = convolutions_[i]->weight_shape();
      auto kernel = weights.take(names_[i] + "/kernel", shape);
      // Keras's first kernel reads BGR of scale 1.
      if (i == 0) kernel = kernel.flip({1}) / imagenet_scale;
      convolutions_[i]->set(kernel, weights.take(names_[i] + "/bias", {shape[0]}));
    }
    set_mean(keras_mean);
  }

  void set_mean(const std::array<double, 3>& mean) {
    for (std::int64_t i = 0; i < 3; ++i) mean_[i] = mean[static_cast<std::size_t>(i)];
  }

  torch::Tensor mean_;
  std::vector<std::shared_ptr<Convolution>> convolutions_;
  std::vector<std::string> names_;
};

const BackboneRegistration registration("vgg16", [] { return std::make_shared<Vgg16>(); });

}  // namespace
}  // namespace aesthetic::training
