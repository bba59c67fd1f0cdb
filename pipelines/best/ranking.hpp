// SPDX-License-Identifier: MIT
//
// What frames are ranked by: one of their scores, or the weighted mean of some.
//
//   const Ranking ranking = ranking_of(frames, settings);
//   std::cout << ranking.by << ": " << ranking.values[chosen.front()];
#pragma once

#include <string>
#include <vector>

#include "best/selection.hpp"
#include "best/settings.hpp"

namespace aesthetic {

struct Ranking {
  std::string name;            // of the score, or "choice"
  bool is_mean = false;        // then no score has these values
  std::string by;              // for people: "overall", "0.7 overall + 0.3 quality"
  std::vector<double> values;  // of each frame, 0..1
};

Ranking ranking_of(const std::vector<ScoredFrame>& frames, const BestSettings& settings);

}  // namespace aesthetic
