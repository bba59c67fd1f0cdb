// SPDX-License-Identifier: MIT
//
// Text of the overlay's panel, by Pango in the system's sans-serif font.
//
//   PanelText text;
//   const double width = text.width("quality", 16);
//   text.draw(cairo, "quality", {20, 40}, {16, colors::bright});
#pragma once

#include <string>

#include "cairo_handles.hpp"
#include "panel_colors.hpp"

namespace aesthetic {

// For one thread at a time.
class PanelText {
 public:
  enum class Align { left, right };
  struct Style {
    double size = 10;  // em, in units of the drawing
    Color color;
    bool bold = false;
    Align align = Align::left;
    double most = 0;  // width; longer text ends with an ellipsis (0: no limit)
  };
  struct Place {
    double x, baseline;
  };

  // Throws aesthetic::Error where the system has no font.
  PanelText();

  double width(const std::string& text, double size, bool bold = false);
  // `place` is the left or right end of the base line.
  void draw(cairo_t* cairo, const std::string& text, Place place, const Style& style);

 private:
  void set(const std::string& text, double size, bool bold);

  FontMapPtr fonts_;
  PangoContextPtr context_;
  PangoLayoutPtr layout_;
  FontPtr font_;
};

}  // namespace aesthetic
