// SPDX-License-Identifier: MIT
//
// A convolutional network that was trained to recognise things, seen as a row of stages: a head reads the
// feature maps of several of them, the trainer runs the frozen first ones only once for each picture.
//
//   auto backbone = make_backbone("efficientnet-lite0");
//   backbone->load_pretrained(weights);
//   for (int stage = 0; stage < backbone->stage_count(); ++stage) x = backbone->forward_stage(stage, x);
//
// A new backbone is a new file: a class, and a BackboneRegistration that gives it its name.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "networks/layer.hpp"
#include "weights/pretrained_weights.hpp"

namespace aesthetic::training {

class Backbone : public torch::nn::Module {
 public:
  int stage_count() const { return static_cast<int>(stages_.size()); }
  std::int64_t stage_channels(int stage) const { return channels_.at(static_cast<std::size_t>(stage)); }
  // "block4_conv2"; what people say, and every backbone's file lists.
  const std::string& stage_name(int stage) const { return names_.at(static_cast<std::size_t>(stage)); }
  // The stage of that name or number. Throws Error(bad_data) naming the stages for another text.
  int stage_of(const std::string& text) const;
  // The output of stage - 1 (the input picture for stage 0) to the output of `stage`.
  torch::Tensor forward_stage(int stage, const torch::Tensor& x) { return stage_at(stage).forward(x); }
  GraphTensor emit_stage(OnnxGraph& graph, int stage, const GraphTensor& x) const {
    return stage_at(stage).emit(graph, x);
  }
  std::vector<torch::Tensor> stage_parameters(int stage) const { return stage_at(stage).parameters(); }

  // Takes over the weights of another backbone of the same name.
  void copy_from(const Backbone& other);

  // Channel order, mean and scale that the loaded weights were trained with; tensor name and size are left
  // open.
  virtual ModelInput input() const = 0;
  // Throws Error(bad_model) when tensors are missing or of another shape.
  virtual void load_pretrained(PretrainedWeights& weights) = 0;

 protected:
  void append_stage(const std::string& name, std::shared_ptr<Layer> stage, std::int64_t channels);

 private:
  Layer& stage_at(int stage) const { return *stages_.at(static_cast<std::size_t>(stage)); }

  std::vector<std::shared_ptr<Layer>> stages_;
  std::vector<std::int64_t> channels_;
  std::vector<std::string> names_;
};

// With random weights. Throws Error(bad_data) naming the known ones for an unknown name.
std::shared_ptr<Backbone> make_backbone(const std::string& name);

struct BackboneRegistration {
  BackboneRegistration(const std::string& name, std::function<std::shared_ptr<Backbone>()> make);
};

}  // namespace aesthetic::training
