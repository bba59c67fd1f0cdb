// SPDX-License-Identifier: MIT
//
// How torchvision's and timm's weights want their pictures: RGB in 0..1, less 0.485, 0.456, 0.406, divided by
// 0.229, 0.224, 0.225. A model card has one scale for all channels: the scales' differences go into the first
// convolution.
//
//   input = imagenet_input();
//   first.set(for_imagenet_input(kernel), bias);
#pragma once

#include <torch/types.h>

#include <array>

#include "aesthetic/model_card.hpp"

namespace aesthetic::training {

inline constexpr std::array<double, 3> imagenet_mean = {255 * 0.485, 255 * 0.456, 255 * 0.406};
inline constexpr double imagenet_scale = 1 / (255 * 0.226);

ModelInput imagenet_input();

// A kernel (out, 3, height, width) for pictures in torchvision's scales, turned for imagenet_input().
torch::Tensor for_imagenet_input(const torch::Tensor& kernel);

}  // namespace aesthetic::training
