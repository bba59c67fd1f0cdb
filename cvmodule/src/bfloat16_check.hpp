// SPDX-License-Identifier: MIT
//
// Whether a network may run in bfloat16 without its user having asked for it.
//
//   check_bfloat16(float32_network, bfloat16_network, card.input);
#pragma once

#include "network.hpp"

namespace aesthetic {

constexpr double bfloat16_difference = 0.01;  // of any score, at most
constexpr double bfloat16_srcc = 0.999;       // of any task's scores with those in float32, at least
constexpr double bfloat16_gain = 1.2;         // times as fast as float32, at least
constexpr double bfloat16_worth = 1e-3;       // seconds a batch in float32, at least: less is not worth it

// Scores made-up pictures with both. Throws Error(no_device), saying why, when `network` differs by more or
// is less fast than it must.
void check_bfloat16(Network& reference, Network& network, const ModelInput& input);

// Spearman's rank correlation of two lists of one length, at least 2; equal values share their mean rank. 1
// where neither has different values, 0 where only one has.
double rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace aesthetic
