// SPDX-License-Identifier: MIT
//
// ONNX node to Operation: the table of what runs on oneDNN.
#pragma once

#include "node_reader.hpp"
#include "operation.hpp"

namespace aesthetic::layers {

// Null when oneDNN does not run such a node, or not with those attributes. Whether it takes the shapes shows
// when it is built. `index` is the node's place in the graph.
std::unique_ptr<Operation> read_operation(const subset::Node& node, int index, const Constants& constants,
                                          std::int64_t opset);

}  // namespace aesthetic::layers
