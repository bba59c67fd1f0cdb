// SPDX-License-Identifier: MIT
//
// The pictures that a network is most right and most wrong about.
//
//   add_pictures("vgg16", predictions, {"AADB/images", 6}, page);
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "report/figures.hpp"
#include "report/html_page.hpp"

namespace aesthetic::training {

struct ShownPictures {
  std::filesystem::path folder;  // where the predictions' images lie
  int each = 6;                  // most and least successful ones
};

// Those of the task overall, from the lowest label to the highest. Throws Error: what read_picture throws.
void add_pictures(const std::string& network, const std::vector<Prediction>& predictions,
                  const ShownPictures& chosen, HtmlPage& page);

}  // namespace aesthetic::training
