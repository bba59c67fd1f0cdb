// SPDX-License-Identifier: MIT
//
// Runs a network on OpenCV's own layers and on oneDNN, and expects the same numbers: in float32, and in
// bfloat16 where the processor has it.
//
//   expect_same(network);
//   expect_same(network, {1, 4, 1});  // batch sizes, one after the other on the same two Nets
#pragma once

#include <array>
#include <memory>
#include <utility>

#include "network.hpp"
#include "settings.hpp"
#include "stretch.hpp"

namespace aesthetic::layers::test {

// Of the greatest result, or of 1 where that is smaller. bfloat16 keeps 8 bits of every number, and a clip
// leaves the error of sums that were greater than any result.
constexpr std::array<std::pair<Precision, double>, 3> tolerances = {
    {{Precision::float32, 1e-4}, {Precision::bfloat16, 4e-2}, {Precision::int8, 6e-2}}};

// However many cores there are: who shares a network then takes turns.
constexpr int several_threads = 3;

// On one thread and shared by several.
void expect_same(const Network& network, const std::vector<int>& batches = {1, 3});

// The same with another network on OpenCV that gives the same results by other operations.
void expect_equivalent(const Network& on_opencv, const Network& on_onednn,
                       const std::vector<int>& batches = {1, 3});

// The greatest difference of int8 from float32, of the greatest result.
double difference_in_int8(const Network& network);

// Of a network that runs on oneDNN whole.
std::shared_ptr<Stretch> only_stretch(const Network& network, const Settings& settings = {});

// How many stretches of the network run on oneDNN.
int stretches(const Network& network);

}  // namespace aesthetic::layers::test
