// SPDX-License-Identifier: MIT
//
// Colours of the overlay's panel: those of the contact sheet, seen over a video.
#pragma once

namespace aesthetic {

// 0..1, not premultiplied.
struct Color {
  double red, green, blue, alpha;
};

constexpr Color color(int red, int green, int blue, double alpha = 1) {
  return {red / 255.0, green / 255.0, blue / 255.0, alpha};
}

namespace colors {

constexpr Color panel = color(24, 24, 27, 0.80);
constexpr Color rim = color(255, 255, 255, 0.16);  // tells the panel from a dark picture
constexpr Color track = color(255, 255, 255, 0.18);
constexpr Color soft = color(200, 203, 207);
constexpr Color bright = color(240, 241, 244);
constexpr Color accent = color(255, 179, 76);  // amber: overall score
constexpr Color area = color(255, 179, 76, 0.22);
constexpr Color second = color(112, 182, 220);  // blue: the attributes

}  // namespace colors
}  // namespace aesthetic
