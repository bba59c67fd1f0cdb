// SPDX-License-Identifier: MIT
//
// How the result of an operation is cut into slices that threads make beside each other, each by a primitive
// of its own: by pictures of the batch; within a picture by rows where channels lie together, else by blocks
// of channels. A slice lies in one piece, so that oneDNN has the same code for it as for the whole.
//
//   for (const Box& box : cut(description.dst_desc(), 2)) {
//     const auto slice = slice_of(description.dst_desc(), box);
//     ...
//   }
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "onednn.hpp"

namespace aesthetic::layers {

// Part of a tensor: the first index and the size along every dimension.
struct Box {
  Shape first;
  Shape size;
};

// A box as a tensor of its own, `offset` bytes after the tensor that it is part of.
struct Slice {
  dnnl::memory::desc layout;
  std::size_t offset = 0;
};

// Boxes of about the same size that together are the tensor: `parts`, or fewer where it has no more to cut.
std::vector<Box> cut(const dnnl::memory::desc& layout, int parts);

// Nothing where the box does not lie in one piece, or cuts a block of channels.
std::optional<Slice> slice_of(const dnnl::memory::desc& layout, const Box& box);

// The same, with gaps where the box does not lie in one piece: for reorders, which take any strides.
std::optional<Slice> slice_with_gaps(const dnnl::memory::desc& layout, const Box& box);

// The same index and size along the first dimension, everything along the others.
Box first_dimension(const Shape& shape, std::int64_t first, std::int64_t size);

}  // namespace aesthetic::layers
