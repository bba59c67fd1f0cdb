// SPDX-License-Identifier: MIT
//
// Builds an ONNX network operation by operation, from the operations that OpenCV 4.6 imports rightly, and
// checks it with onnx's own checker. Tensors are float32; pictures are (1, channels, height, width).
//
//   OnnxGraph graph("mean-colour");
//   std::string x = graph.input("picture", 3, 4, 4);
//   x = graph.flatten(graph.global_average_pool(x));
//   x = graph.sigmoid(graph.gemm(x, {1, 3, weight.data(), bias.data()}));
//   graph.output(x, "scores", 1);
//   write(graph.serialize());
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace onnx {
class ModelProto;
class NodeProto;
}  // namespace onnx

namespace aesthetic {

// weight[out][in_per_group][height][width], bias[out]
struct ConvWeights {
  std::int64_t out;
  std::int64_t in_per_group;
  std::int64_t height;
  std::int64_t width;
  const float* weight;
  const float* bias;
};

// weight[out][in], bias[out]
struct DenseWeights {
  std::int64_t out;
  std::int64_t in;
  const float* weight;
  const float* bias;
};

// scale[channels], shift[channels]
struct ChannelScale {
  std::int64_t channels;
  const float* scale;
  const float* shift;
};

struct Pads {
  std::int64_t top = 0, left = 0, bottom = 0, right = 0;
};

// Every operation takes and returns names of tensors.
class OnnxGraph {
 public:
  // Opset 10: the last one where Clip (ReLU6) has its limits as attributes, which OpenCV 4.6 needs.
  static constexpr int default_opset = 10;

  explicit OnnxGraph(const std::string& name, int opset = default_opset);
  ~OnnxGraph();
  OnnxGraph(const OnnxGraph&) = delete;
  OnnxGraph& operator=(const OnnxGraph&) = delete;

  std::string input(const std::string& name, std::int64_t channels, std::int64_t height, std::int64_t width);
  // Names `x`, of shape (1, columns), as an output of the network.
  void output(const std::string& x, const std::string& name, std::int64_t columns);

  std::string conv(const std::string& x, const ConvWeights& weights, std::int64_t stride = 1, Pads pads = {},
                   std::int64_t groups = 1);
  std::string gemm(const std::string& x, const DenseWeights& weights);
  // Of each channel, as a BatchNormalization.
  std::string scale_and_shift(const std::string& x, const ChannelScale& map);
  std::string relu(const std::string& x);
  std::string relu6(const std::string& x);
  std::string clip(const std::string& x, float low, float high);
  std::string sigmoid(const std::string& x);
  std::string softmax(const std::string& x);  // along the channels
  std::string add(const std::string& a, const std::string& b);
  std::string multiply(const std::string& a, const std::string& b);
  std::string concat(const std::vector<std::string>& tensors);  // along the channels
  std::string max_pool(const std::string& x, std::int64_t kernel, std::int64_t stride, Pads pads = {});
  std::string average_pool(const std::string& x, std::int64_t kernel, std::int64_t stride);
  std::string global_average_pool(const std::string& x);
  std::string flatten(const std::string& x);

  // The network as the bytes of an .onnx file. Throws aesthetic::Error(bad_model) when onnx's checker refuses
  // it.
  std::string serialize() const;

 private:
  std::string node(const std::string& op, const std::vector<std::string>& inputs);
  onnx::NodeProto& last_node();
  std::string constant(const std::vector<std::int64_t>& shape, const float* values);

  std::unique_ptr<onnx::ModelProto> model_;
  int next_ = 0;
};

}  // namespace aesthetic
