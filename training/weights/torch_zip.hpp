// SPDX-License-Identifier: MIT
//
// Reads a state dictionary in torch's zip format, which torch.save writes since version 1.6.
//
//   auto tensors = read_torch_zip("resnet18-f37072fd.pth");
//   tensors.at("layer1.0.conv1.weight");
//
// The format: a zip archive with the pickle of the dictionary (data.pkl), and a file data/KEY for each
// storage.
#pragma once

#include <filesystem>
#include <string_view>

#include "weights/pretrained_weights.hpp"

namespace aesthetic::training {

inline constexpr std::string_view torch_zip_magic{"PK\x03\x04", 4};

// Throws Error(bad_model) when the file is broken, truncated or holds something else.
PretrainedWeights::Tensors read_torch_zip(const std::filesystem::path& file);

}  // namespace aesthetic::training
