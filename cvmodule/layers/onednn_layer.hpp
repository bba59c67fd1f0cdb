// SPDX-License-Identifier: MIT
//
// The layer of OpenCV DNN that runs a Stretch. OpenCV makes it while it reads a network; the stretches come
// from the innermost LayerSource of the same thread.
//
//   const LayerSource source(stretches);
//   cv::dnn::Net net = cv::dnn::readNetFromONNX(bytes);
#pragma once

#include <memory>
#include <vector>

#include "stretch.hpp"

namespace aesthetic::layers {

class LayerSource {
 public:
  explicit LayerSource(const std::vector<std::shared_ptr<Stretch>>& stretches);
  ~LayerSource();
  LayerSource(const LayerSource&) = delete;
  LayerSource& operator=(const LayerSource&) = delete;

 private:
  const std::vector<std::shared_ptr<Stretch>>* before_;
};

}  // namespace aesthetic::layers
