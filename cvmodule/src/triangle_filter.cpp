// SPDX-License-Identifier: MIT
#include "triangle_filter.hpp"

#include <algorithm>
#include <cmath>

namespace aesthetic {

bool TriangleFilter::Lines::operator==(const Lines& other) const {
  return begin == other.begin && extent == other.extent && outputs == other.outputs && inputs == other.inputs;
}

TriangleFilter::TriangleFilter(const Lines& lines, const Layout& layout) : lines_(lines) {
  const double ratio = lines.extent / lines.outputs;
  const double reach = std::max(ratio, 1.0);
  std::vector<double> heights;
  for (int i = 0; i < lines.outputs; ++i) {
    const double centre = lines.begin + (i + 0.5) * ratio - 0.5;
    const auto low = static_cast<int>(std::ceil(centre - reach));
    const auto high = static_cast<int>(std::floor(centre + reach));
    const auto inside = [&](int j) { return std::clamp(j, 0, lines.inputs - 1); };
    const int first = inside(low);
    const int taps = inside(high) - first + 1;
    heights.assign(static_cast<std::size_t>(taps), 0);
    double total = 0;
    for (int j = low; j <= high; ++j) {
      const double height = std::max(0.0, 1 - std::abs(j - centre) / reach);
      heights[static_cast<std::size_t>(inside(j) - first)] += height;
      total += height;
    }
    first_.push_back(first);
    taps_.push_back(taps);
    offsets_.push_back(weights_.size());
    const auto block = static_cast<std::size_t>(layout.block);
    heights.resize((heights.size() + block - 1) / block * block, 0);
    for (const double height : heights)
      weights_.insert(weights_.end(), static_cast<std::size_t>(layout.repeats),
                      static_cast<float>(height / total));
  }
}

}  // namespace aesthetic
