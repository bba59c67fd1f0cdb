// SPDX-License-Identifier: MIT
#include "panel_curve.hpp"

#include <algorithm>
#include <cmath>

#include "panel_colors.hpp"
#include "panel_shapes.hpp"

namespace aesthetic {
namespace {

std::string tenths(int value) {
  return value == 10 ? "1.0" : "0." + std::to_string(value);
}

std::string length_text(GstClockTime length) {
  const guint64 seconds = (length + GST_SECOND / 2) / GST_SECOND;
  return seconds < 120 ? std::to_string(seconds) + " s" : std::to_string(seconds / 60) + " min";
}

// Follows the scores from the oldest to now, where the newest still holds.
void trace(cairo_t* cairo, const Box& plot, const ScoreHistory& history, const CurveRange& range) {
  const auto y = [&](double value) {
    return plot.bottom() - plot.height * (value * 10 - range.low) / (range.high - range.low);
  };
  cairo_new_path(cairo);
  for (const auto& point : history.points())
    cairo_line_to(cairo, plot.right() - plot.width * history.age(point), y(point.value));
  cairo_line_to(cairo, plot.right(), y(history.points().back().value));
}

void draw_scale(cairo_t* cairo, const PanelLayout& layout, const Box& plot, const CurveRange& range,
                PanelText& text) {
  const double size = caption_em * layout.em;
  const PanelText::Style style = {size, colors::soft, false, PanelText::Align::right};
  text.draw(cairo, tenths(range.high), {layout.plot.right(), plot.y + 0.36 * size}, style);
  text.draw(cairo, tenths(range.low), {layout.plot.right(), plot.bottom() + 0.36 * size}, style);
}

void draw_grid(cairo_t* cairo, const Box& plot, double width) {
  set_color(cairo, colors::track);
  cairo_set_line_width(cairo, width);
  for (const double y : {plot.y, plot.bottom()}) {
    cairo_move_to(cairo, plot.x, y);
    cairo_line_to(cairo, plot.right(), y);
  }
  cairo_stroke(cairo);
}

}  // namespace

CurveRange curve_range(const ScoreHistory& history) {
  const auto less = [](const auto& a, const auto& b) { return a.value < b.value; };
  const auto& points = history.points();
  const auto [lowest, highest] = std::minmax_element(points.begin(), points.end(), less);
  CurveRange range = {static_cast<int>(std::floor(lowest->value * 10)),
                      static_cast<int>(std::ceil(highest->value * 10))};
  range.low = std::clamp(range.low, 0, 8);
  range.high = std::clamp(range.high, 2, 10);
  while (range.high - range.low < 2) {
    if (range.low > 0) --range.low;
    if (range.high - range.low < 2 && range.high < 10) ++range.high;
  }
  return range;
}

void draw_curve(cairo_t* cairo, const PanelLayout& layout, const ScoreHistory& history, PanelText& text) {
  const double em = layout.em;
  const double line = std::max(1.25, em / 9);
  Box plot = {layout.plot.x, std::round(layout.plot.y) + 0.5, layout.plot.width,
              std::round(layout.plot.height)};
  if (layout.captions) plot.width -= text.width("0.0", caption_em * em) + 0.5 * em;
  draw_grid(cairo, plot, std::max(1.0, em / 20));
  if (history.points().empty()) return;
  const CurveRange range = curve_range(history);
  if (layout.captions) {
    draw_scale(cairo, layout, plot, range, text);
    const double baseline = plot.bottom() + 1.15 * em;
    const PanelText::Style style = {caption_em * em, colors::soft};
    text.draw(cairo, "last " + length_text(history.length()), {plot.x, baseline}, style);
  }

  cairo_save(cairo);
  cairo_rectangle(cairo, plot.x, plot.y - line, plot.width, plot.height + 2 * line);
  cairo_clip(cairo);
  trace(cairo, plot, history, range);
  const double first = plot.right() - plot.width * history.age(history.points().front());
  cairo_line_to(cairo, plot.right(), plot.bottom());
  cairo_line_to(cairo, first, plot.bottom());
  cairo_close_path(cairo);
  set_color(cairo, colors::area);
  cairo_fill(cairo);
  trace(cairo, plot, history, range);
  cairo_set_line_width(cairo, line);
  cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
  set_color(cairo, colors::accent);
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

}  // namespace aesthetic
