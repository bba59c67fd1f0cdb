// SPDX-License-Identifier: MIT
//
// Where the parts of the overlay's panel go: a number and a bar for `overall`, a row for each attribute, the
// curve. Lengths are rows of the frame (square, also where its pixels are not).
//
//   const PanelLayout layout = lay_out({1280, 720}, 0.5, {{"quality"}, true, true}, text);
#pragma once

#include <string>
#include <vector>

#include "panel_text.hpp"

namespace aesthetic {

struct Extent {
  double width = 0, height = 0;
};

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

// What there is to show.
struct PanelParts {
  std::vector<std::string> attributes;  // as people read them
  bool overall = true;
  bool curve = true;
};

struct PanelLayout {
  struct Row {
    double baseline = 0;
    Box bar;
  };

  Extent size;     // 0 x 0: nothing fits into the frame
  double em = 0;   // size of the text
  double pad = 0;  // between edge and text
  double name_width = 0;
  bool overall = false;
  double overall_baseline = 0;
  Box overall_bar;
  std::vector<Row> rows;     // the first of the attributes
  std::size_t left_out = 0;  // attributes for which there is no room
  double left_out_baseline = 0;
  bool curve = false;
  Box plot;
  bool captions = false;  // of the curve
};

// Least size of the text: smaller is not legible.
constexpr double least_em = 10;
constexpr double overall_em = 2.1;  // of the large number, in em
constexpr double caption_em = 0.78;
constexpr double margin_em = 0.8;  // between panel and edge of the frame

// `size`: width of the panel as a part of the frame's shorter side. It gets wider where the text needs it,
// and lower by leaving out the curve, then attributes, where the frame is too small for all.
PanelLayout lay_out(Extent frame, double size, const PanelParts& parts, PanelText& text);

}  // namespace aesthetic
