// SPDX-License-Identifier: MIT
#include "arena.hpp"

#include <algorithm>
#include <numeric>

namespace aesthetic::layers {
namespace {

std::size_t end_of(const Extent& extent) {
  return extent.offset + (extent.bytes + alignment - 1) / alignment * alignment;
}

bool live_together(const Extent& a, const Extent& b) {
  return a.first <= b.last && b.first <= a.last;
}

// The lowest gap between the neighbours, which are sorted by offset.
std::size_t lowest_fit(std::size_t bytes, const std::vector<const Extent*>& neighbours) {
  std::size_t offset = 0;
  for (const auto* other : neighbours) {
    if (offset + bytes <= other->offset) break;
    offset = std::max(offset, end_of(*other));
  }
  return offset;
}

}  // namespace

std::size_t lay_out(std::vector<Extent>& extents) {
  // Largest first: small ones fill the gaps.
  std::vector<std::size_t> order(extents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return extents[a].bytes > extents[b].bytes; });
  std::vector<const Extent*> placed;
  std::size_t total = 0;
  for (const auto index : order) {
    auto& extent = extents[index];
    std::vector<const Extent*> neighbours;
    std::copy_if(placed.begin(), placed.end(), std::back_inserter(neighbours),
                 [&](const auto* other) { return live_together(extent, *other); });
    std::sort(neighbours.begin(), neighbours.end(),
              [](const auto* a, const auto* b) { return a->offset < b->offset; });
    extent.offset = lowest_fit(extent.bytes, neighbours);
    placed.push_back(&extent);
    total = std::max(total, end_of(extent));
  }
  return total;
}

}  // namespace aesthetic::layers
