// SPDX-License-Identifier: MIT
//
// Replaces the stretches of an ONNX model that oneDNN can run by one node each, for a layer of OpenCV DNN to
// pick up.
//
//   auto [network, stretches] = rewrite(model, {});
//   // network has a node of type `stretch_type` with the attribute `stretch_attribute`: which of `stretches`
#pragma once

#include <set>

#include "onnx_subset.pb.h"
#include "stretch.hpp"

namespace aesthetic::layers {

inline constexpr char stretch_type[] = "AestheticOneDnn";
inline constexpr char stretch_attribute[] = "stretch";

struct Rewritten {
  subset::Model model;  // without the weights that went into stretches
  std::vector<std::shared_ptr<Stretch>> stretches;
};

// Nodes numbered in `refused` stay as they are.
Rewritten rewrite(subset::Model model, const std::set<int>& refused, const Settings& settings = {});

}  // namespace aesthetic::layers
