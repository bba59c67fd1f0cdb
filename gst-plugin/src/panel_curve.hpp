// SPDX-License-Identifier: MIT
//
// The overlay's small curve: the overall score of the last seconds, now at the right.
//
//   draw_curve(cairo, layout, history, text);
#pragma once

#include "panel_layout.hpp"
#include "score_history.hpp"

namespace aesthetic {

// Lowest and highest score of the curve's scale.
struct CurveRange {
  int low = 0, high = 10;  // tenths
};

// Whole tenths around all scores, at least two: a calm stream shall not look wild.
CurveRange curve_range(const ScoreHistory& history);

void draw_curve(cairo_t* cairo, const PanelLayout& layout, const ScoreHistory& history, PanelText& text);

}  // namespace aesthetic
