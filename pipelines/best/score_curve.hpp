// SPDX-License-Identifier: MIT
//
// The lower part of the contact sheet: the overall score over time, the chosen moments marked with their
// rank.
#pragma once

#include <cstddef>
#include <vector>

#include "best/canvas.hpp"
#include "best/selection.hpp"

namespace aesthetic {

void draw_score_curve(Canvas& canvas, const cv::Rect2d& box, const std::vector<ScoredFrame>& frames,
                      const std::vector<std::size_t>& chosen);

}  // namespace aesthetic
