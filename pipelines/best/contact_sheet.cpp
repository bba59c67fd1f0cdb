// SPDX-License-Identifier: MIT
#include "best/contact_sheet.hpp"

#include <algorithm>

#include "best/canvas.hpp"
#include "best/score_curve.hpp"
#include "best/sheet_colors.hpp"
#include "cli/text.hpp"

namespace aesthetic {
namespace {

using namespace sheet_colors;

constexpr double margin = 28;
constexpr double gap = 18;
constexpr double header_height = 40;
constexpr double curve_height = 240;
constexpr double widest_sheet = 1280;
constexpr double narrowest_sheet = 900;
constexpr double narrowest_card = 224;
constexpr double highest_picture = 440;
constexpr double caption_height = 46;
constexpr double bar_row = 22;
constexpr int most_in_a_row = 5;

// Of those that have a bar: all but the one that is written large.
std::vector<std::size_t> bar_scores(const ContactSheet& sheet) {
  const Scores& scores = sheet.frames.front().scores;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < scores.size(); ++i)
    if (sheet.ranking.is_mean || scores.name(i) != sheet.ranking.name) positions.push_back(i);
  return positions;
}

struct Layout {
  int rows = 1;
  int columns = 1;
  double card_width = 0;
  double picture_height = 0;
  double card_height = 0;
  cv::Size size;
};

Layout layout_of(const ContactSheet& sheet) {
  const int count = static_cast<int>(sheet.pictures.size());
  const cv::Mat& picture = sheet.pictures.front();
  const double aspect = static_cast<double>(picture.cols) / picture.rows;
  Layout layout;
  layout.rows = (count + most_in_a_row - 1) / most_in_a_row;
  layout.columns = (count + layout.rows - 1) / layout.rows;
  const double room = (widest_sheet - 2 * margin - (layout.columns - 1) * gap) / layout.columns;
  layout.card_width = std::clamp(highest_picture * aspect, narrowest_card, room);
  layout.picture_height = std::min(layout.card_width / aspect, highest_picture);
  const auto bars = static_cast<double>(bar_scores(sheet).size());
  layout.card_height = layout.picture_height + caption_height + bars * bar_row + (bars > 0 ? 8 : 0);
  const double width = layout.columns * layout.card_width + (layout.columns - 1) * gap + 2 * margin;
  layout.size.width = cvRound(std::max(width, narrowest_sheet));
  layout.size.height =
      cvRound(margin + header_height + layout.rows * (layout.card_height + gap) + curve_height + margin);
  return layout;
}

// "rule_of_thirds" is a name for programs.
std::string for_people(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

void draw_header(Canvas& canvas, const ContactSheet& sheet, const Layout& layout) {
  std::string facts = std::to_string(sheet.frames.size()) + (sheet.frames.size() == 1 ? " frame" : " frames");
  if (sheet.frames.size() > 1 && sheet.frames.back().time)
    facts += " in " + clock_text(*sheet.frames.back().time, 1);
  facts += ", scored by " + sheet.model;
  const double base = margin + 16;
  const double right = layout.size.width - margin;
  const double facts_width = Canvas::text_width(facts, 9);
  canvas.text(facts, {right, base}, 9, soft, Canvas::Align::right);
  canvas.text(Canvas::shortened(sheet.title, right - margin - facts_width - gap, 14), {margin, base}, 14,
              bright);
}

// Room for the longest name, as far as bars stay long enough to compare.
double label_width_of(const Scores& scores, double row_width) {
  double width = 0;
  for (std::size_t i = 0; i < scores.size(); ++i)
    width = std::max(width, Canvas::text_width(for_people(scores.name(i)), 8));
  return std::min(width + 14, row_width * 0.55);
}

void draw_bar(Canvas& canvas, const cv::Rect2d& row, double label_width, const std::string& name,
              float value) {
  const double value_width = 34;
  const double base = row.y + row.height / 2 + 4;
  const cv::Rect2d track_box(row.x + label_width, row.y + row.height / 2 - 3,
                             row.width - label_width - value_width, 6);
  canvas.text(Canvas::shortened(for_people(name), label_width - 8, 8), {row.x, base}, 8, soft);
  canvas.fill(track_box, track, 3);
  cv::Rect2d filled = track_box;
  filled.width = std::max(6.0, track_box.width * std::clamp(value, 0.0F, 1.0F));
  canvas.fill(filled, second, 3);
  canvas.text(fixed_text(value, 2), {row.x + row.width, base}, 8, bright, Canvas::Align::right);
}

void draw_card(Canvas& canvas, const cv::Rect2d& card, const ContactSheet& sheet, const Layout& layout,
               std::size_t rank) {
  const ScoredFrame& frame = sheet.frames[sheet.chosen[rank]];
  canvas.fill(card, panel, 8);
  canvas.paste(sheet.pictures[rank], {card.x, card.y, card.width, layout.picture_height});
  const double left = card.x + 14;
  const double right = card.x + card.width - 14;
  const double base = card.y + layout.picture_height + 31;
  canvas.disc({left + 10, base - 6}, 11, accent);
  canvas.text(std::to_string(rank + 1), {left + 10, base - 1.5}, 9, background, Canvas::Align::center, true);
  const std::string when = frame.time ? clock_text(*frame.time, 2) : "frame " + std::to_string(frame.index);
  canvas.text(when, {left + 32, base - 1}, 10, bright);
  canvas.text(fixed_text(sheet.ranking.values[sheet.chosen[rank]], 3), {right, base}, 13, accent,
              Canvas::Align::right);
  const double label_width = label_width_of(frame.scores, right - left);
  double top = card.y + layout.picture_height + caption_height;
  for (const std::size_t i : bar_scores(sheet)) {
    draw_bar(canvas, {left, top, right - left, bar_row}, label_width, frame.scores.name(i),
             frame.scores.value(i));
    top += bar_row;
  }
}

}  // namespace

cv::Mat contact_sheet(const ContactSheet& sheet) {
  const Layout layout = layout_of(sheet);
  Canvas canvas(layout.size, background);
  draw_header(canvas, sheet, layout);
  for (std::size_t i = 0; i < sheet.pictures.size(); ++i) {
    const int row = static_cast<int>(i) / layout.columns;
    const int column = static_cast<int>(i) % layout.columns;
    const int in_row =
        std::min(layout.columns, static_cast<int>(sheet.pictures.size()) - row * layout.columns);
    const double row_width = in_row * layout.card_width + (in_row - 1) * gap;
    const double x = (layout.size.width - row_width) / 2 + column * (layout.card_width + gap);
    const double y = margin + header_height + row * (layout.card_height + gap);
    draw_card(canvas, {x, y, layout.card_width, layout.card_height}, sheet, layout, i);
  }
  const double top = margin + header_height + layout.rows * (layout.card_height + gap);
  draw_score_curve(canvas, {margin, top, layout.size.width - 2 * margin, curve_height}, sheet.frames,
                   sheet.chosen, sheet.ranking);
  return canvas.picture();
}

}  // namespace aesthetic
