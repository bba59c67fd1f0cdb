// SPDX-License-Identifier: MIT
#include "score_panel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "panel_colors.hpp"
#include "panel_curve.hpp"
#include "panel_shapes.hpp"

namespace aesthetic {
namespace {

// Chroma of most formats belongs to pairs of pixels: an odd edge would get a fringe.
int even(double length) {
  return static_cast<int>(std::ceil(length / 2)) * 2;
}

// Digits, not printf's %f: the decimal point must not depend on the application's locale.
std::string number(int hundredths) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%d.%02d", hundredths / 100, hundredths % 100);
  return text.data();
}

std::string age_text(guint64 seconds) {
  if (seconds < 60) return std::to_string(seconds) + " s ago";
  if (seconds < 3600) return std::to_string(seconds / 60) + " min ago";
  return std::to_string(seconds / 3600) + " h ago";
}

}  // namespace

ScorePanel::ScorePanel(PanelText& text, const PanelFrame& frame, double size, const PanelParts& parts)
    : text_(text), pixel_aspect_(frame.pixel_aspect) {
  const Extent extent = {frame.width * frame.pixel_aspect, static_cast<double>(frame.height)};
  layout_ = lay_out(extent, size, parts, text);
  if (layout_.size.width <= 0) return;
  width_ = even(layout_.size.width / pixel_aspect_);
  height_ = even(layout_.size.height);
  margin_x_ = static_cast<int>(margin_em * layout_.em / pixel_aspect_) & ~1;
  margin_y_ = static_cast<int>(margin_em * layout_.em) & ~1;
  drawn_.attributes.resize(layout_.rows.size());
  next_ = drawn_;
  draw_still(parts);
}

ScorePanel::Shown ScorePanel::shown(double score, const Box& bar) {
  const double within = std::clamp(score, 0.0, 1.0);
  return {static_cast<int>(std::lround(within * 100)), static_cast<int>(std::lround(within * bar.width * 2))};
}

bool ScorePanel::update(const PanelScores& scores, const ScoreHistory& history) {
  next_.overall = shown(scores.overall, layout_.overall_bar);
  for (std::size_t i = 0; i < layout_.rows.size(); ++i)
    next_.attributes[i] = shown(scores.attributes[i], layout_.rows[i].bar);
  next_.age = scores.age;
  next_.history = layout_.curve ? history.revision() : 0;
  const bool overall_same = !layout_.overall || (next_.overall == drawn_.overall && next_.age == drawn_.age);
  return !has_drawn_ || !overall_same || next_.attributes != drawn_.attributes ||
         next_.history != drawn_.history;
}

void ScorePanel::draw(unsigned char* pixels, int stride, const ScoreHistory& history) {
  const SurfacePtr surface(
      cairo_image_surface_create_for_data(pixels, CAIRO_FORMAT_ARGB32, width_, height_, stride));
  const CairoPtr owner(cairo_create(surface.get()));
  cairo_t* cairo = owner.get();
  cairo_set_operator(cairo, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface(cairo, still_.get(), 0, 0);
  cairo_paint(cairo);
  cairo_set_operator(cairo, CAIRO_OPERATOR_OVER);
  cairo_scale(cairo, 1 / pixel_aspect_, 1);
  cairo_set_antialias(cairo, CAIRO_ANTIALIAS_FAST);
  std::swap(drawn_, next_);
  has_drawn_ = true;
  if (layout_.overall) draw_overall(cairo);
  draw_attributes(cairo);
  if (layout_.curve) draw_curve(cairo, layout_, history, text_);
}

void ScorePanel::draw_still(const PanelParts& parts) {
  still_.reset(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width_, height_));
  const CairoPtr owner(cairo_create(still_.get()));
  cairo_t* cairo = owner.get();
  cairo_scale(cairo, 1 / pixel_aspect_, 1);
  draw_background(cairo);
  const double em = layout_.em;
  if (layout_.overall) {
    text_.draw(cairo, "overall", {layout_.overall_bar.right(), layout_.overall_baseline},
               {em, colors::bright, false, PanelText::Align::right});
    fill_bar(cairo, layout_.overall_bar, layout_.overall_bar.width, colors::track);
  }
  for (std::size_t i = 0; i < layout_.rows.size(); ++i) {
    const PanelLayout::Row& row = layout_.rows[i];
    text_.draw(cairo, parts.attributes[i], {layout_.pad, row.baseline},
               {em, colors::soft, false, PanelText::Align::left, layout_.name_width});
    fill_bar(cairo, row.bar, row.bar.width, colors::track);
  }
  if (layout_.left_out > 0)
    text_.draw(cairo, "and " + std::to_string(layout_.left_out) + " more",
               {layout_.pad, layout_.left_out_baseline}, {em, colors::soft});
}

void ScorePanel::draw_background(cairo_t* cairo) const {
  const double line = std::max(1.0, layout_.em / 16);
  const Box box = {0, 0, width_ * pixel_aspect_, static_cast<double>(height_)};
  const double radius = 0.5 * layout_.em;
  rounded_box(cairo, box, radius);
  set_color(cairo, colors::panel);
  cairo_fill(cairo);
  rounded_box(cairo, {line / 2, line / 2, box.width - line, box.height - line}, radius - line / 2);
  cairo_set_line_width(cairo, line);
  set_color(cairo, colors::rim);
  cairo_stroke(cairo);
}

void ScorePanel::draw_overall(cairo_t* cairo) {
  const double em = layout_.em;
  text_.draw(cairo, number(drawn_.overall.hundredths), {layout_.pad, layout_.overall_baseline},
             {overall_em * em, colors::accent, true});
  if (drawn_.age > 0)
    text_.draw(cairo, age_text(drawn_.age),
               {layout_.overall_bar.right(), layout_.overall_baseline - 1.1 * em},
               {caption_em * em, colors::soft, false, PanelText::Align::right});
  fill_bar(cairo, layout_.overall_bar, drawn_.overall.bar / 2.0, colors::accent);
}

void ScorePanel::draw_attributes(cairo_t* cairo) {
  for (std::size_t i = 0; i < layout_.rows.size(); ++i) {
    const PanelLayout::Row& row = layout_.rows[i];
    fill_bar(cairo, row.bar, drawn_.attributes[i].bar / 2.0, colors::second);
    text_.draw(cairo, number(drawn_.attributes[i].hundredths),
               {layout_.size.width - layout_.pad, row.baseline},
               {layout_.em, colors::bright, false, PanelText::Align::right});
  }
}

}  // namespace aesthetic
