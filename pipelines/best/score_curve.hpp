// SPDX-License-Identifier: MIT
//
// The lower part of the contact sheet: what frames are ranked by over time, the chosen moments marked with
// their rank.
#pragma once

#include <cstddef>
#include <vector>

#include "best/canvas.hpp"
#include "best/ranking.hpp"
#include "best/selection.hpp"

namespace aesthetic {

void draw_score_curve(Canvas& canvas, const cv::Rect2d& box, const std::vector<ScoredFrame>& frames,
                      const std::vector<std::size_t>& chosen, const Ranking& ranking);

}  // namespace aesthetic
