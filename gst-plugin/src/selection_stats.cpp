// SPDX-License-Identifier: MIT
#include "selection_stats.hpp"

#include <numeric>
#include <utility>

namespace aesthetic {

void SelectionStats::count_window(std::size_t chosen) {
  ++windows_;
  chosen_ += chosen;
}

StructurePtr SelectionStats::structure() const {
  const guint64 frames = std::accumulate(fates_.begin(), fates_.end(), guint64{0});
  StructurePtr structure(gst_structure_new("application/x-aesthetic-select-stats", "frames", G_TYPE_UINT64,
                                           frames, "windows", G_TYPE_UINT64, windows_, "chosen",
                                           G_TYPE_UINT64, chosen_, nullptr));
  constexpr std::pair<Fate, const char*> names[] = {
      {Fate::unscored, "skipped-unscored"}, {Fate::stale, "skipped-stale"},    {Fate::empty, "skipped-empty"},
      {Fate::low, "refused-min-score"},     {Fate::near, "refused-min-gap"},   {Fate::black, "refused-black"},
      {Fate::blank, "refused-blank"},       {Fate::blurred, "refused-blurred"}};
  for (const auto& [fate, name] : names)
    gst_structure_set(structure.get(), name, G_TYPE_UINT64, fates_.at(static_cast<std::size_t>(fate)),
                      nullptr);
  return structure;
}

}  // namespace aesthetic
