// SPDX-License-Identifier: MIT
//
// Colours of the contact sheet (blue, green, red).
#pragma once

#include "best/canvas.hpp"

namespace aesthetic::sheet_colors {

const Color background(27, 24, 24);
const Color panel(42, 38, 37);
const Color track(70, 63, 61);
const Color faint(122, 113, 110);
const Color soft(184, 176, 172);
const Color bright(244, 241, 240);
const Color accent(76, 179, 255);  // amber: overall score and ranks
const Color second(196, 160, 92);  // blue: the other scores
const Color band(106, 86, 60);     // the same, dimmed

}  // namespace aesthetic::sheet_colors
