// SPDX-License-Identifier: MIT
//
// Which frames of a video are its best ones.
//
//   std::vector<std::size_t> best = choose_frames(frames, 3, default_gap(frames, 3));  // best one first
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "aesthetic/scores.hpp"

namespace aesthetic {

// What is kept of a frame once it is scored.
struct ScoredFrame {
  std::int64_t index = 0;      // in the video, from 0
  std::uint64_t pts = 0;       // nanoseconds, as the decoder gave it
  std::optional<double> time;  // seconds since the beginning
  Scores scores;
  bool fresh = true;   // scored on this very frame; others are never chosen
  bool blank = false;  // black or of one colour; chosen only where every frame is
};

// Seconds between chosen frames that leave room for `count` of them: the length over 2 * count, 30 at most.
double default_gap(const std::vector<ScoredFrame>& frames, std::size_t count);

// Positions in `frames` of at most `count` frames, the highest overall score first, the earlier one of
// equals, any two at least `min_gap` seconds apart (frames without a time are never too near).
std::vector<std::size_t> choose_frames(const std::vector<ScoredFrame>& frames, std::size_t count,
                                       double min_gap);

}  // namespace aesthetic
