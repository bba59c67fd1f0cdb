// SPDX-License-Identifier: MIT
//
// What became of the frames that aestheticselect saw, for its property `stats`.
//
//   SelectionStats stats;
//   stats.count(Fate::blurred);
//   StructurePtr structure = stats.structure();
#pragma once

#include <array>
#include <cstddef>

#include "gst_handles.hpp"

namespace aesthetic {

enum class Fate {
  held,      // among the best when it came
  beaten,    // by better ones
  unscored,  // no score on it
  stale,     // the score of an earlier frame, where the window has fresh ones
  empty,     // GAP, CORRUPTED, or outside the segment
  low,       // min-score
  near,      // min-gap, to one of an earlier window
  black,
  blank,
  blurred
};

// For one thread at a time.
class SelectionStats {
 public:
  void count(Fate fate) { ++fates_.at(static_cast<std::size_t>(fate)); }
  // A window ended, and so many frames of it went on.
  void count_window(std::size_t chosen);

  // A structure "application/x-aesthetic-select-stats", all guint64: frames, windows, chosen,
  // skipped-unscored, skipped-stale, skipped-empty, refused-min-score, refused-min-gap, refused-black,
  // refused-blank, refused-blurred.
  StructurePtr structure() const;

 private:
  static constexpr std::size_t fates = static_cast<std::size_t>(Fate::blurred) + 1;
  std::array<guint64, fates> fates_ = {};
  guint64 windows_ = 0, chosen_ = 0;
};

}  // namespace aesthetic
