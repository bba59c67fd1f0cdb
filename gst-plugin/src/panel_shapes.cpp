// SPDX-License-Identifier: MIT
#include "panel_shapes.hpp"

#include <algorithm>

namespace aesthetic {

void set_color(cairo_t* cairo, const Color& color) {
  cairo_set_source_rgba(cairo, color.red, color.green, color.blue, color.alpha);
}

void rounded_box(cairo_t* cairo, const Box& box, double radius) {
  const double r = std::min({radius, box.width / 2, box.height / 2});
  constexpr double quarter = G_PI / 2;
  cairo_new_path(cairo);
  cairo_arc(cairo, box.right() - r, box.y + r, r, -quarter, 0);
  cairo_arc(cairo, box.right() - r, box.bottom() - r, r, 0, quarter);
  cairo_arc(cairo, box.x + r, box.bottom() - r, r, quarter, 2 * quarter);
  cairo_arc(cairo, box.x + r, box.y + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(cairo);
}

void fill_bar(cairo_t* cairo, const Box& bar, double length, const Color& color) {
  cairo_save(cairo);
  rounded_box(cairo, bar, bar.height / 2);
  // Clipped, not a shorter bar: below its height in length a bar with round ends would change its shape.
  cairo_clip(cairo);
  cairo_rectangle(cairo, bar.x, bar.y, length, bar.height);
  set_color(cairo, color);
  cairo_fill(cairo);
  cairo_restore(cairo);
}

}  // namespace aesthetic
