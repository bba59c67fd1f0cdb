// SPDX-License-Identifier: MIT
//
// Reads a state dictionary in torch's legacy format, which torch.save wrote before version 1.6 and much of
// the published weights still have; LibTorch itself reads only the zip format that came after.
//
//   auto tensors = read_torch_legacy("efficientnet-lite0-57934424.pth");
//   tensors.at("_conv_stem.weight");
//
// The format: four pickles (magic number, protocol 1001, the machine's type sizes, the dictionary, whose
// tensors name their storage by a key), a fifth with the sorted keys, then for each key the number of
// elements (int64) and the elements, little-endian.
#pragma once

#include <filesystem>
#include <string_view>

#include "weights/pretrained_weights.hpp"

namespace aesthetic::training {

// The first pickle: the number 0x1950a86a20f9469cfc6c.
inline constexpr std::string_view torch_legacy_magic{
    "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19\x2e", 15};

// Throws Error(bad_model) when the file is broken, truncated or holds something else.
PretrainedWeights::Tensors read_torch_legacy(const std::filesystem::path& file);

}  // namespace aesthetic::training
