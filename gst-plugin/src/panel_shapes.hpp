// SPDX-License-Identifier: MIT
//
// Shapes of the overlay's panel, in Cairo.
//
//   fill_bar(cairo, {10, 10, 100, 6}, 60, colors::accent);
#pragma once

#include "cairo_handles.hpp"
#include "panel_layout.hpp"

namespace aesthetic {

void set_color(cairo_t* cairo, const Color& color);
// As the current path.
void rounded_box(cairo_t* cairo, const Box& box, double radius);
// The first `length` of a bar with round ends.
void fill_bar(cairo_t* cairo, const Box& bar, double length, const Color& color);

}  // namespace aesthetic
