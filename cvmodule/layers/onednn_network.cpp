// SPDX-License-Identifier: MIT
#include "onednn_network.hpp"

#include <optional>
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

std::optional<subset::Model> parse(const std::vector<unsigned char>& onnx) {
  subset::Model model;
  if (!model.ParseFromArray(onnx.data(), static_cast<int>(onnx.size()))) return std::nullopt;
  return model;
}

}  // namespace

OneDnnNetwork read_onednn_network(const std::function<std::vector<unsigned char>()>& read,
                                  const Settings& settings) {
  // Which shapes reach a stretch is known only when OpenCV has read what comes before it. So what oneDNN
  // refuses then is left to OpenCV in another try; every try refuses more, and the last one everything.
  std::set<int> refused;
  while (true) {
    auto model = parse(read());
    if (!model) break;
    const auto rewritten = rewrite(*std::move(model), refused, settings);
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
  return {cv::dnn::readNetFromONNX(read()), false};
}

}  // namespace aesthetic::layers
