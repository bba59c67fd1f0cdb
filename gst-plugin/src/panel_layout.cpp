// SPDX-License-Identifier: MIT
#include "panel_layout.hpp"

#include <algorithm>
#include <cmath>

namespace aesthetic {
namespace {

// All in em.
constexpr double panel_width = 19;  // where the text's size is not bounded
constexpr double pad = 0.85;
constexpr double gap = 0.8;  // between columns
constexpr double longest_name = 10;
constexpr double least_name = 3;
constexpr double least_bar = 3.2;
constexpr double row_pitch = 1.5;
constexpr double row_bar = 0.5;
constexpr double header_height = 2.75;  // number and bar
constexpr double plot_height = 3.2;
constexpr double caption_height = 1.15;
constexpr double least_captioned = 12;  // pixels

// Heights from top to bottom.
double height(const PanelLayout& layout, std::size_t rows, bool more) {
  const bool below_header = layout.overall && (rows > 0 || more || layout.curve);
  return layout.em * (2 * pad + (layout.overall ? header_height : 0) + (below_header ? 0.35 : 0) +
                      row_pitch * static_cast<double>(rows + (more ? 1 : 0)) +
                      (layout.curve ? 0.5 + plot_height + (layout.captions ? caption_height : 0) : 0));
}

// Of the panel, with its edges.
struct Widths {
  double header = 0, rows = 0;
};

Widths needed_widths(const PanelLayout& layout, const PanelParts& parts, double value_width,
                     PanelText& text) {
  const double em = layout.em;
  Widths widths;
  if (parts.overall)
    widths.header =
        2 * layout.pad + text.width("0.00", overall_em * em, true) + gap * em + text.width("overall", em);
  if (!parts.attributes.empty())
    widths.rows = 2 * layout.pad + layout.name_width + (2 * gap + least_bar) * em + value_width;
  return widths;
}

// Leaves out what does not fit into `room`: the curve, then the last attributes. Rows that remain.
std::size_t fit(PanelLayout& layout, std::size_t attributes, double room) {
  if (height(layout, attributes, false) <= room) return attributes;
  layout.curve = layout.captions = false;
  if (height(layout, attributes, false) <= room) return attributes;
  std::size_t rows = attributes;
  while (rows > 0 && height(layout, rows, true) > room) --rows;
  return rows;
}

void place(PanelLayout& layout, std::size_t rows, double value_width) {
  const double em = layout.em;
  const double right = layout.size.width - layout.pad;
  double y = layout.pad;
  if (layout.overall) {
    layout.overall_baseline = y + 1.65 * em;
    layout.overall_bar = {layout.pad, y + 2.15 * em, right - layout.pad, row_bar * em};
    y += (header_height + 0.35) * em;
  }
  const double bar_x = layout.pad + layout.name_width + gap * em;
  const double bar_width = right - value_width - gap * em - bar_x;
  for (std::size_t i = 0; i < rows; ++i, y += row_pitch * em)
    layout.rows.push_back(
        {std::round(y + 1.05 * em),
         {bar_x, std::round(y + 1.05 * em) - 0.365 * em - row_bar * em / 2, bar_width, row_bar * em}});
  layout.left_out_baseline = y + 1.05 * em;
  if (layout.left_out > 0) y += row_pitch * em;
  if (layout.curve) layout.plot = {layout.pad, y + 0.5 * em, right - layout.pad, plot_height * em};
}

}  // namespace

PanelLayout lay_out(Extent frame, double size, const PanelParts& parts, PanelText& text) {
  PanelLayout layout;
  const double wanted = size * std::min(frame.width, frame.height);
  const double em = layout.em = std::max(wanted / panel_width, least_em);
  layout.pad = std::round(pad * em);
  layout.overall = parts.overall;
  layout.curve = parts.curve && parts.overall;
  layout.captions = layout.curve && em >= least_captioned;
  for (const std::string& name : parts.attributes)
    layout.name_width = std::max(layout.name_width, text.width(name, em));
  layout.name_width = std::min(std::ceil(layout.name_width), longest_name * em);

  const Extent room = {frame.width - 2 * margin_em * em, frame.height - 2 * margin_em * em};
  const double value_width = text.width("0.00", em);
  const Widths needed = needed_widths(layout, parts, value_width, text);
  layout.size.width =
      std::min(std::round(std::max({wanted, needed.header, needed.rows})), std::floor(room.width));
  if (layout.size.width < needed.header) return {};
  // In a narrow frame the names give way.
  layout.name_width -= std::max(0.0, needed.rows - layout.size.width);
  const std::size_t possible = layout.name_width >= least_name * em ? parts.attributes.size() : 0;
  const std::size_t rows = fit(layout, possible, room.height);
  layout.left_out = possible - rows;
  layout.size.height = std::round(height(layout, rows, layout.left_out > 0));
  if (layout.size.height > room.height || (!parts.overall && rows == 0)) return {};
  place(layout, rows, value_width);
  return layout;
}

}  // namespace aesthetic
