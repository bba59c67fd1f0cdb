// SPDX-License-Identifier: MIT
//
// Runs a network on OpenCV's own layers and on oneDNN, and expects the same numbers.
//
//   expect_same(network);
//   expect_same(network, {1, 4, 1});  // batch sizes, one after the other on the same two Nets
#pragma once

#include "network.hpp"

namespace aesthetic::layers::test {

constexpr double tolerance = 1e-4;

void expect_same(const Network& network, const std::vector<int>& batches = {1, 3});

// The same with another network on OpenCV that gives the same results by other operations.
void expect_equivalent(const Network& on_opencv, const Network& on_onednn,
                       const std::vector<int>& batches = {1, 3});

// How many stretches of the network run on oneDNN.
int stretches(const Network& network);

}  // namespace aesthetic::layers::test
