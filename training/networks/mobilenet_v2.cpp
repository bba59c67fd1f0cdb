// SPDX-License-Identifier: MIT
//
// MobileNetV2 (Sandler and others 2018, https://arxiv.org/abs/1801.04381), without its classifier. Weights:
// torchvision's (features.0.0.weight ... features.18.1.bias).
//
// Stages, named as torchvision's layers: 0 the first convolution (1/2 of the size, 32 channels), 1..17 the
// blocks (16, 24, 32, 64, 96, 160, 320 channels at 1/2, 1/4, 1/8, 1/16, 1/16, 1/32, 1/32), 18 the last
// convolution (1280).
#include <string>

#include "networks/backbone.hpp"
#include "networks/imagenet_input.hpp"
#include "networks/inverted_residual.hpp"
#include "weights/folded_norm.hpp"

namespace aesthetic::training {
namespace {

constexpr double batch_norm_epsilon = 1e-5;

std::string feature(std::size_t index) {
  return "features." + std::to_string(index);
}

class MobileNetV2 : public Backbone {
 public:
  MobileNetV2() {
    first_ = std::make_shared<Convolution>(
        ConvolutionOptions{3, 32, 3, 2, 1, Activation::relu6, Padding::symmetric});
    append_stage(feature(0), first_, 32);
    append_blocks(1, 1, 1, 32, 16);
    append_blocks(2, 2, 6, 16, 24);
    append_blocks(3, 2, 6, 24, 32);
    append_blocks(4, 2, 6, 32, 64);
    append_blocks(3, 1, 6, 64, 96);
    append_blocks(3, 2, 6, 96, 160);
    append_blocks(1, 1, 6, 160, 320);
    last_ = std::make_shared<Convolution>(ConvolutionOptions{320, 1280});
    append_stage(feature(blocks_.size() + 1), last_, 1280);
  }

  ModelInput input() const override { return imagenet_input(); }

  void load_pretrained(PretrainedWeights& weights) override {
    load_folded(*first_, weights, "features.0.0", "features.0.1", batch_norm_epsilon);
    first_->turn_weights(for_imagenet_input);
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      load_block(*blocks_[i], weights, feature(i + 1) + ".conv.");
    load_folded(*last_, weights, "features.18.0", "features.18.1", batch_norm_epsilon);
    weights.require_all_taken_fit();
  }

 private:
  void append_blocks(int repeats, std::int64_t stride, std::int64_t expansion, std::int64_t in,
                     std::int64_t out) {
    for (int i = 0; i < repeats; ++i) {
      blocks_.push_back(std::make_shared<InvertedResidual>(InvertedResidualOptions{
          i == 0 ? in : out, out, 3, i == 0 ? stride : 1, expansion, Padding::symmetric}));
      append_stage(feature(blocks_.size()), blocks_.back(), out);
    }
  }

  // torchvision numbers what a block has: expansion (0.0, 0.1), filter (1.0, 1.1), projection (2, 3); a block
  // that does not expand begins with the filter.
  static void load_block(InvertedResidual& block, PretrainedWeights& weights, const std::string& name) {
    int part = 0;
    if (block.expand() != nullptr) {
      load_folded(*block.expand(), weights, name + "0.0", name + "0.1", batch_norm_epsilon);
      part = 1;
    }
    const auto numbered = [&](int number) { return name + std::to_string(number); };
    load_folded(block.depthwise(), weights, numbered(part) + ".0", numbered(part) + ".1", batch_norm_epsilon);
    load_folded(block.project(), weights, numbered(part + 1), numbered(part + 2), batch_norm_epsilon);
  }

  std::shared_ptr<Convolution> first_;
  std::vector<std::shared_ptr<InvertedResidual>> blocks_;
  std::shared_ptr<Convolution> last_;
};

const BackboneRegistration registration("mobilenet-v2", [] { return std::make_shared<MobileNetV2>(); });

}  // namespace
}  // namespace aesthetic::training
