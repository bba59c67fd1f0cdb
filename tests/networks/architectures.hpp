// SPDX-License-Identifier: MIT
//
// Networks of the field's usual shapes with random weights, for what depends on shapes alone: speed, memory,
// and whether two ways of running them agree. 224x224 RGB in, five tasks out.
//
//   for (const std::string& name : architecture_names()) Scorer scorer(write_architecture(folder, name));
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace aesthetic::test {

struct Architecture {
  std::string network;             // the bytes of an .onnx file
  std::int64_t multiply_adds = 0;  // of one picture
};

// vgg16 (Simonyan and Zisserman 2014, with the head of Soydaner and Wagemans 2023: global average pooling,
// 128 and 64 units), squeezenet1_1 (Iandola and others 2016), efficientnet_lite0 (Tan and Le 2019, without
// squeeze-and-excitation), resnet50 (He and others 2015). Normalisation is folded into the convolutions.
const std::vector<std::string>& architecture_names();

// One of them; throws std::out_of_range for another name.
Architecture architecture(const std::string& name);

// Writes NAME.onnx and its card, which tells the multiply-adds, into the folder; the path of the network.
std::filesystem::path write_architecture(const std::filesystem::path& folder, const std::string& name);

constexpr std::int64_t architecture_side = 224;
constexpr std::int64_t architecture_tasks = 5;

}  // namespace aesthetic::test
