// SPDX-License-Identifier: MIT
//
// Reads an ONNX network into OpenCV DNN so that the stretches of it that oneDNN can run do run on oneDNN.
//
//   auto [net, uses_onednn] = layers::read_onednn_network([&] { return read_file(file); });
#pragma once

#include <functional>
#include <opencv2/dnn.hpp>
#include <vector>

#include "settings.hpp"

namespace aesthetic::layers {

struct OneDnnNetwork {
  cv::dnn::Net net;
  bool uses_onednn = false;  // false: nothing of the network can, and OpenCV does it all
};

// `read` gives the same file every time it is called: nobody keeps it in memory beside the network that is
// made of it. Throws cv::Exception when OpenCV cannot read the network or what oneDNN leaves of it.
OneDnnNetwork read_onednn_network(const std::function<std::vector<unsigned char>()>& read,
                                  const Settings& settings = {});

}  // namespace aesthetic::layers
