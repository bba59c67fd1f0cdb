// SPDX-License-Identifier: MIT
//
// Reads weights in the safetensors format (https://github.com/huggingface/safetensors), as timm and
// torchvision's models are published.
//
//   auto tensors = read_safetensors("resnet18.a1_in1k.safetensors");
//   tensors.at("layer1.0.conv1.weight");
//
// The format: the length of a JSON text (8 bytes, little-endian), the text with name, type, shape and place
// of each tensor, then the elements.
#pragma once

#include <filesystem>

#include "weights/pretrained_weights.hpp"

namespace aesthetic::training {

// Tensors of the types F64, F32, F16, BF16, I64 and I32. Throws Error(bad_model) when the file is broken or
// truncated or holds another type.
PretrainedWeights::Tensors read_safetensors(const std::filesystem::path& file);

}  // namespace aesthetic::training
