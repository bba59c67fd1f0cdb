// SPDX-License-Identifier: MIT
#include "onednn_network.hpp"

#include <set>
#include <string>

#include "onednn_layer.hpp"
#include "rewrite.hpp"

namespace aesthetic::layers {
namespace {

std::set<int> refused_nodes(const Rewritten& rewritten) {
  std::set<int> refused;
  for (const auto& stretch : rewritten.stretches)
    refused.insert(stretch->refused_nodes().begin(), stretch->refused_nodes().end());
  return refused;
}

}  // namespace

OneDnnNetwork read_onednn_network(const std::vector<unsigned char>& onnx, const Settings& settings) {
  // Which shapes reach a stretch is known only when OpenCV has read what comes before it. So what oneDNN
  // refuses then is left to OpenCV in another try; every try refuses more, and the last one everything.
  std::set<int> refused;
  while (true) {
    subset::Model model;
    if (!model.ParseFromArray(onnx.data(), static_cast<int>(onnx.size()))) break;
    const auto rewritten = rewrite(std::move(model), refused, settings);
    if (rewritten.stretches.empty()) break;
    const auto bytes = rewritten.model.SerializeAsString();
    try {
      const LayerSource source(rewritten.stretches);
      return {cv::dnn::readNetFromONNX(bytes.data(), bytes.size()), true};
    } catch (const cv::Exception&) {
      const auto more = refused_nodes(rewritten);
      if (more.empty()) break;
      refused.insert(more.begin(), more.end());
    }
  }
  return {cv::dnn::readNetFromONNX(onnx), false};
}

}  // namespace aesthetic::layers
