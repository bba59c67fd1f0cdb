// SPDX-License-Identifier: MIT
//
// Lays out tensors in one piece of memory: tensors whose lives overlap lie apart, others may share.
//
//   std::vector<Extent> extents = {{4096, 0, 1}, {4096, 1, 2}, {4096, 2, 3}};
//   std::size_t bytes = lay_out(extents);  // 8192: the third lies where the first lay
#pragma once

#include <cstddef>
#include <vector>

namespace aesthetic::layers {

// What a vector register or a cache line wants; offsets are multiples of it.
constexpr std::size_t alignment = 64;

struct Extent {
  std::size_t bytes = 0;
  std::size_t first = 0;  // step that writes it
  std::size_t last = 0;   // last step that reads it
  std::size_t offset = 0;
};

// Sets every offset; returns the bytes needed in all.
std::size_t lay_out(std::vector<Extent>& extents);

}  // namespace aesthetic::layers
