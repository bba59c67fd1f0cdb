// SPDX-License-Identifier: MIT
#include "networks/imagenet_input.hpp"

#include <torch/torch.h>

namespace aesthetic::training {

ModelInput imagenet_input() {
  ModelInput input;
  input.channels = ChannelOrder::rgb;
  input.mean = imagenet_mean;
  input.scale = imagenet_scale;
  return input;
}

torch::Tensor for_imagenet_input(const torch::Tensor& kernel) {
  const auto deviation = torch::tensor({0.229, 0.224, 0.225}, torch::kDouble).mul(255).view({1, 3, 1, 1});
  return (kernel.to(torch::kDouble) / (deviation * imagenet_scale)).to(torch::kFloat);
}

}  // namespace aesthetic::training
