// SPDX-License-Identifier: MIT
//
// Whether a network may run in bfloat16 without its user having asked for it.
//
//   check_bfloat16(compare_scores(float32_network, bfloat16_network, card.input, pictures));
#pragma once

#include <vector>

#include "network.hpp"

namespace aesthetic {

constexpr double bfloat16_difference = 0.01;  // of any score, at most
constexpr double bfloat16_srcc = 0.999;       // of any task's scores with those in float32, at least
constexpr double bfloat16_worth = 50e6;  // multiply-adds a picture, at least: about a millisecond of a core

// Scores pictures, at least 2 and as prepare() makes them, with both. Throws Error(failed) when a network
// gives anything but 0..1.
Bfloat16Agreement compare_scores(Network& reference, Network& network, const ModelInput& input,
                                 const std::vector<cv::Mat>& pictures);

// Throws Error(no_device), saying why, when scores differ by more than they may.
void check_bfloat16(const Bfloat16Agreement& agreement);

// The same for a network of which nobody has measured it: compares on a few made-up pictures.
void check_bfloat16(Network& reference, Network& network, const ModelInput& input);

// Throws Error(no_device) when the network is so small that bfloat16 would gain nothing worth having.
void check_worth(const Network& network);

// Spearman's rank correlation of two lists of one length, at least 2; equal values share their mean rank. 1
// where neither has different values, 0 where only one has.
double rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace aesthetic
