// SPDX-License-Identifier: MIT
//
// The picture that aestheticoverlay puts on a frame: large number and bar of the overall score, a row for
// each attribute, the overall score's curve over the last seconds.
//
//   ScorePanel panel(text, {1280, 720, 1.0}, 0.5, {{"quality"}, true, true});
//   if (panel.update({0.61, {0.4}, 0}, history)) panel.draw(pixels, stride);
#pragma once

#include <optional>
#include <vector>

#include "panel_layout.hpp"
#include "score_history.hpp"

namespace aesthetic {

// The frame that the panel lies on.
struct PanelFrame {
  int width = 0, height = 0;  // pixels
  double pixel_aspect = 1;    // width of a pixel / its height
};

// What the panel says. Scores in 0..1.
struct PanelScores {
  double overall = 0;
  std::vector<double> attributes;  // in the order of PanelParts
  guint64 age = 0;                 // whole seconds
};

// For one thread at a time.
class ScorePanel {
 public:
  // `text` outlives the panel. `size`: see lay_out().
  ScorePanel(PanelText& text, const PanelFrame& frame, double size, const PanelParts& parts);

  // Pixels of the frame, both even; 0 where no panel fits.
  int width() const { return width_; }
  int height() const { return height_; }
  // Distance from the frame's edges, in its pixels.
  int margin_x() const { return margin_x_; }
  int margin_y() const { return margin_y_; }

  // Whether it looks otherwise than at the last draw().
  bool update(const PanelScores& scores, const ScoreHistory& history);
  // What the last update() said, as premultiplied 32-bit ARGB in the machine's byte order, over all of
  // width() x height().
  void draw(unsigned char* pixels, int stride, const ScoreHistory& history);

 private:
  // A score as far as people can see it.
  struct Shown {
    int hundredths = -1;
    int bar = 0;  // in steps of half a pixel
    bool operator==(const Shown& other) const { return hundredths == other.hundredths && bar == other.bar; }
  };
  struct State {
    Shown overall;
    std::vector<Shown> attributes;
    guint64 age = 0;
    guint64 history = 0;
  };

  static Shown shown(double score, const Box& bar);
  void draw_still(const PanelParts& parts);
  void draw_background(cairo_t* cairo) const;
  void draw_overall(cairo_t* cairo);
  void draw_attributes(cairo_t* cairo);

  PanelText& text_;
  PanelLayout layout_;
  double pixel_aspect_;
  int width_ = 0, height_ = 0;
  int margin_x_ = 0, margin_y_ = 0;
  SurfacePtr still_;  // all that no score changes
  State next_, drawn_;
  bool has_drawn_ = false;
};

}  // namespace aesthetic
