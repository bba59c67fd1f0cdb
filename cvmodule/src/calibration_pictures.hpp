// SPDX-License-Identifier: MIT
//
// Pictures to hold one way of running a network against another where nobody gives any: scenes of a sky,
// rough ground and some things, from dull and dark to busy and bright, made up by a fixed seed. Like
// photographs in their colours and in that fine structure is fainter than coarse; a network's scores of them
// spread.
//
//   for (const cv::Mat& picture : calibration_pictures(card.input, 8)) ...
#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "aesthetic/model_card.hpp"

namespace aesthetic {

// Each as prepare() makes it. The first of them are the same for any `count`.
std::vector<cv::Mat> calibration_pictures(const ModelInput& input, int count);

}  // namespace aesthetic
