// SPDX-License-Identifier: MIT
//
// Cuts a graph into the largest stretches of nodes that may run as one: no path leads out of a stretch and
// back into it, so that every stretch can wait for all its inputs and then run at once.
//
//   // 0 -> 1 -> 2, and 0 -> 2: node 1 is none of ours, so 0 and 2 cannot be one stretch
//   partition({{}, {0}, {0, 1}}, {true, false, true});  // {{0}, {1}, {2}}
#pragma once

#include <vector>

namespace aesthetic::layers {

using Part = std::vector<int>;  // nodes, in the graph's order

// `sources[n]`: the nodes that node n reads, all before n. `ours[n]`: whether it can be part of a stretch.
// Every node is in one part, those that are not ours alone; parts come in an order in which they can run.
std::vector<Part> partition(const std::vector<std::vector<int>>& sources, const std::vector<bool>& ours);

}  // namespace aesthetic::layers
