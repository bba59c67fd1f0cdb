// SPDX-License-Identifier: MIT
//
// Photographs spoilt on purpose: what goes wrong when pictures are taken, drawn at random within wide bounds.
// A network learns from them what a spoilt frame looks like.
//
//   cv::RNG random(7);
//   cv::Mat spoilt = spoil(read_picture("holiday.jpg"), Flaw::obstruction, 0.8, random);
#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core.hpp>
#include <string>

namespace aesthetic::training {

enum class Flaw : std::uint8_t {
  motion_blur,  // the camera moves while the shutter is open: straight, on a curve, turning or zooming
  defocus,      // nothing is in focus: a disc, with or without diffraction's soft edge
  too_dark,     // 1 to 6 stops too little light, shadows crushed, sometimes with the noise of that
  too_bright,   // 0.6 to 5 stops too much, clipped
  noise,        // of the sensor: of light or colour, fine or coarse, sometimes with dead pixels
  tilt,         // turned by 4 to 35 degrees and cropped to what is there
  obstruction,  // something near the lens, out of focus, from an edge: fingers, a hand, a strap
  veil          // stray light: fog over all, or flare from a point
};

constexpr std::array<Flaw, 8> all_flaws = {Flaw::motion_blur, Flaw::defocus, Flaw::too_dark,
                                           Flaw::too_bright,  Flaw::noise,   Flaw::tilt,
                                           Flaw::obstruction, Flaw::veil};

// "motion_blur"
std::string name_of(Flaw flaw);

// `bgr`: CV_8UC3 of at least 16 pixels a side; the result is of the same size. `strength`: above 0 (one who
// looks for it sees it) to 1 (nobody keeps the picture); it scales what `random` draws.
cv::Mat spoil(const cv::Mat& bgr, Flaw flaw, double strength, cv::RNG& random);

}  // namespace aesthetic::training
