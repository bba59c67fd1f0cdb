// SPDX-License-Identifier: MIT
//
// The constants of an ONNX network, as bytes.
//
//   for (const Initialiser& initialiser : read_initialisers("net.onnx")) std::cout << initialiser.name <<
//   '\n';
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace aesthetic {

enum class ElementType { float32, float64, float16, int64 };

struct Initialiser {
  std::string name;
  ElementType type = ElementType::float32;
  std::vector<std::int64_t> shape;
  std::string elements;  // little-endian
};

// Those of the types above. Throws Error: not_found, unreadable; bad_model for a broken file, a tensor of
// another size than its shape, or tensors that lie in other files.
std::vector<Initialiser> read_initialisers(const std::filesystem::path& file);

// Multiply-adds of the convolutions and dense layers for one picture, of a network in memory whose input has
// a fixed size. Throws Error(bad_model).
std::int64_t count_multiply_adds(const std::string& onnx);

}  // namespace aesthetic
