// SPDX-License-Identifier: MIT
//
// An ONNX network of initialisers alone. No LibTorch here: PyTorch's wheel has headers of another protobuf.
//
//   write_initialisers({{"bias", ElementType::float32, {2}, eight_bytes}}, folder / "weights.onnx");
#pragma once

#include <filesystem>
#include <vector>

#include "onnx_initialisers.hpp"

namespace aesthetic::test {

// Of float32 and int64. Every second tensor of float32 has its values as a list instead of raw bytes.
void write_initialisers(const std::vector<Initialiser>& initialisers, const std::filesystem::path& file);

}  // namespace aesthetic::test
