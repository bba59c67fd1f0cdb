// SPDX-License-Identifier: MIT
#include "slices.hpp"

#include <algorithm>
#include <array>

namespace aesthetic::layers {
namespace {

using Tag = dnnl::memory::format_tag;

// Those that oneDNN has code for; the block of channels is what a slice has whole numbers of.
struct Layout {
  Tag tag;
  std::size_t rank;
  std::int64_t block;
};
constexpr std::int64_t widest_block = 16;
constexpr std::array<Layout, 5> known_layouts = {{{Tag::ab, 2, widest_block},
                                                  {Tag::abcd, 4, widest_block},
                                                  {Tag::acdb, 4, widest_block},
                                                  {Tag::aBcd8b, 4, 8},
                                                  {Tag::aBcd16b, 4, widest_block}}};

const Layout* find(const dnnl::memory::desc& layout) {
  const auto shape = shape_of(layout);
  const auto found = std::find_if(known_layouts.begin(), known_layouts.end(), [&](const Layout& known) {
    return known.rank == shape.size() && dnnl::memory::desc(shape, type_of(layout), known.tag) == layout;
  });
  return found == known_layouts.end() ? nullptr : &*found;
}

// Cuts `box` along a dimension into at most `parts`, each of whole `grains` but for the last.
void cut_along(const Box& box, std::size_t dimension, std::int64_t parts, std::int64_t grain,
               std::vector<Box>& boxes) {
  const auto grains = (box.size[dimension] + grain - 1) / grain;
  parts = std::min(parts, grains);
  for (std::int64_t part = 0; part < parts; ++part) {
    const auto begin = grains * part / parts * grain;
    const auto end = std::min(grains * (part + 1) / parts * grain, box.size[dimension]);
    boxes.push_back(box);
    boxes.back().first[dimension] += begin;
    boxes.back().size[dimension] = end - begin;
  }
}

bool is_whole_beside_first(const Shape& shape, const Box& box) {
  return std::equal(shape.begin() + 1, shape.end(), box.size.begin() + 1);
}

// Whether numbers of the small tensor lie as far from each other as in the large one.
bool lie_alike(const dnnl::memory::desc& small, const dnnl::memory::desc& large) {
  const auto sizes = shape_of(small);
  const auto strides = strides_of(small);
  const auto wanted = strides_of(large);
  for (std::size_t i = 0; i < sizes.size(); ++i)
    if (sizes[i] > 1 && strides[i] != wanted[i]) return false;
  return true;
}

// Throws dnnl::error where a block would be cut.
std::size_t offset_of(const dnnl::memory::desc& layout, const Box& box) {
  const auto start = start_of(layout.submemory_desc(box.size, box.first));
  return static_cast<std::size_t>(start) * dnnl::memory::data_type_size(type_of(layout));
}

}  // namespace

std::vector<Box> cut(const dnnl::memory::desc& layout, int parts) {
  const auto shape = shape_of(layout);
  const Box whole{Shape(shape.size(), 0), shape};
  const auto* known = find(layout);
  if (known == nullptr || parts < 2) return {whole};
  std::vector<Box> pictures;
  cut_along(whole, 0, parts, 1, pictures);
  if (shape[0] >= parts) return pictures;
  std::vector<Box> boxes;
  const auto of_each = (parts + shape[0] - 1) / shape[0];
  constexpr std::size_t channels = 1;
  constexpr std::size_t rows = 2;
  for (const auto& picture : pictures) {
    if (known->tag == Tag::acdb) {
      cut_along(picture, rows, of_each, 1, boxes);
    } else {
      cut_along(picture, channels, of_each, known->block, boxes);
    }
  }
  return boxes;
}

std::optional<Slice> slice_with_gaps(const dnnl::memory::desc& layout, const Box& box) {
  try {
    return Slice{at_start(layout, box.first, box.size), offset_of(layout, box)};
  } catch (const dnnl::error&) {
    return std::nullopt;  // cuts a block
  }
}

std::optional<Slice> slice_of(const dnnl::memory::desc& layout, const Box& box) {
  const auto* known = find(layout);
  if (known == nullptr)
    return is_whole_beside_first(shape_of(layout), box) ? slice_with_gaps(layout, box) : std::nullopt;
  const dnnl::memory::desc dense(box.size, type_of(layout), known->tag);
  if (!lie_alike(dense, layout)) return std::nullopt;
  try {
    return Slice{dense, offset_of(layout, box)};
  } catch (const dnnl::error&) {
    return std::nullopt;
  }
}

Box first_dimension(const Shape& shape, std::int64_t first, std::int64_t size) {
  Box box{Shape(shape.size(), 0), shape};
  box.first[0] = first;
  box.size[0] = size;
  return box;
}

}  // namespace aesthetic::layers
