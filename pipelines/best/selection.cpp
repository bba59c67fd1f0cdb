// SPDX-License-Identifier: MIT
#include "best/selection.hpp"

#include <algorithm>
#include <cmath>

namespace aesthetic {
namespace {

constexpr double longest_default_gap = 30;
constexpr double rounding = 1e-6;  // times are nanoseconds in a double

std::vector<std::size_t> candidates(const std::vector<ScoredFrame>& frames) {
  const bool all_blank =
      std::all_of(frames.begin(), frames.end(), [](const auto& frame) { return frame.blank; });
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < frames.size(); ++i)
    if (frames[i].fresh && (all_blank || !frames[i].blank)) positions.push_back(i);
  std::stable_sort(positions.begin(), positions.end(), [&](std::size_t a, std::size_t b) {
    return frames[a].scores.overall() > frames[b].scores.overall();
  });
  return positions;
}

bool too_near(const ScoredFrame& a, const ScoredFrame& b, double min_gap) {
  return a.time && b.time && std::abs(*a.time - *b.time) < min_gap - rounding;
}

}  // namespace

double default_gap(const std::vector<ScoredFrame>& frames, std::size_t count) {
  if (frames.empty() || !frames.front().time || !frames.back().time) return 0;
  const double length = *frames.back().time - *frames.front().time;
  return std::clamp(length / (2.0 * static_cast<double>(count)), 0.0, longest_default_gap);
}

std::vector<std::size_t> choose_frames(const std::vector<ScoredFrame>& frames, std::size_t count,
                                       double min_gap) {
  std::vector<std::size_t> chosen;
  for (const std::size_t position : candidates(frames)) {
    if (chosen.size() == count) break;
    const bool free = std::none_of(chosen.begin(), chosen.end(), [&](std::size_t other) {
      return too_near(frames[position], frames[other], min_gap);
    });
    if (free) chosen.push_back(position);
  }
  return chosen;
}

}  // namespace aesthetic
