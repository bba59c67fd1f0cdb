// SPDX-License-Identifier: MIT
//
// Which frames of a video are its best ones, and different from each other.
//
//   ChoiceRules rules;
//   rules.count = 3;
//   rules.min_gap = default_gap(frames, 3);
//   std::vector<std::size_t> best = choose_frames(frames, rules);  // best one first
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "aesthetic/scores.hpp"
#include "best/look.hpp"
#include "picture_gate.hpp"
#include "score_weights.hpp"

namespace aesthetic {

// Which look at the video a frame was scored in.
enum class Pass : std::uint8_t {
  exact,  // at every frame
  key,    // at key frames
  gap,    // at what lies between key frames that are far apart
  fine,   // around the best of those
  finest  // at every frame around the best of all
};

// What is kept of a frame once it is scored.
struct ScoredFrame {
  std::int64_t index = 0;      // in the video, from 0; -1 where frames before it were not decoded
  std::uint64_t pts = 0;       // nanoseconds, as the decoder gave it
  std::optional<double> time;  // seconds since the beginning
  Scores scores;
  bool fresh = true;  // scored on this very frame; others are never chosen
  Verdict verdict = Verdict::good;
  Look look;
  Pass pass = Pass::exact;
  bool damaged = false;  // VideoFrame::damaged
};

struct ChoiceRules {
  std::size_t count = 1;   // at most
  double min_gap = 0;      // seconds between two of them; frames without a time are never too near
  bool per_scene = false;  // the best frame of every shot; what shots look like does not count
  ScoreWeights by;
  std::string model;  // that gave the scores, for faults
};

// Seconds between chosen frames that leave room for `count` of them: the length over 2 * count, 30 at most.
double default_gap(const std::vector<ScoredFrame>& frames, std::size_t count);

// For each frame the number of its shot, from 0. `frames` in the order of time. A new shot begins where a
// frame looks unlike the one before it, or, after a dissolve, unlike the one a second before.
std::vector<std::size_t> shots_of(const std::vector<ScoredFrame>& frames);

// Positions in `frames` (in the order of time), the highest score first, the earlier one of equals. Black and
// blank frames are chosen only where all frames are, blurred ones only where nothing is sharp, and of all
// these first those that are not damaged. No two are of one shot or look alike, as long as there are others;
// then two may be of one shot, and at last look alike. Throws Error(bad_data) where the scores lack a name
// that `by` has.
std::vector<std::size_t> choose_frames(const std::vector<ScoredFrame>& frames, const ChoiceRules& rules);

}  // namespace aesthetic
