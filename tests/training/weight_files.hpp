// SPDX-License-Identifier: MIT
//
// Weight files as other programs write them, with tensors of the test's own.
//
//   const StateDictionary state = torchvision_state("resnet-18");
//   write_safetensors(state, folder / "resnet18.safetensors");
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace aesthetic::test {

using StateDictionary = std::vector<std::pair<std::string, torch::Tensor>>;

// Random tensors with torchvision's names, shapes and order, the classifier's too: "vgg16", "resnet-18",
// "resnet-50" or "mobilenet-v2".
StateDictionary torchvision_state(const std::string& backbone);

void write_safetensors(const StateDictionary& state, const std::filesystem::path& file);

// As torch.save(model.state_dict()) writes it, or torch.save(dict(...)) with `plain`.
void write_torch_zip(const StateDictionary& state, const std::filesystem::path& file, bool plain = false);

// The tensors as initialisers; every second one with its values as a list instead of raw bytes.
void write_onnx(const StateDictionary& state, const std::filesystem::path& file);

// VGG16 without its classifier as Keras saves it: groups block1_conv1 ... block5_pool.
void write_keras_vgg16(const StateDictionary& torchvision, const std::filesystem::path& file);

}  // namespace aesthetic::test
