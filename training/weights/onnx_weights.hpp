// SPDX-License-Identifier: MIT
//
// Reads the initialisers of an ONNX network: its weights under the names that the exporting program gave
// them.
//
//   auto tensors = read_onnx_weights("resnet18.onnx");
//   tensors.at("layer1.0.conv1.weight");
//
// Programs that fold batch normalisation as they export give no names that say where a tensor belongs.
#pragma once

#include <filesystem>

#include "weights/pretrained_weights.hpp"

namespace aesthetic::training {

// Tensors of float, double, float16 and int64 elements; others are passed over. Throws Error(bad_model) when
// the file is broken, keeps its tensors in other files, or has none.
PretrainedWeights::Tensors read_onnx_weights(const std::filesystem::path& file);

}  // namespace aesthetic::training
