// SPDX-License-Identifier: MIT
//
// Writes small ONNX networks with random weights for the tests, any operation with any attributes.
//
//   Network network(7);  // seed
//   auto x = network.input("x", {1, 3, 8, 8});
//   x = network.node("Conv", {x, network.weights({4, 3, 3, 3})}, {{"pads", Ints{1, 1, 1, 1}}});
//   network.output(x);
//   network.bytes();
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace aesthetic::layers::test {

using Ints = std::vector<std::int64_t>;
using Attribute = std::pair<std::string, std::variant<std::int64_t, float, Ints, std::string>>;

class Network {
 public:
  // Opset 10: the last one where OpenCV 4.6 reads Clip.
  explicit Network(unsigned seed, int opset = 10);

  // Sizes of 0 are open in the network: it must be run with others.
  std::string input(const std::string& name, const Ints& shape);
  std::string node(const std::string& type, const std::vector<std::string>& inputs,
                   const std::vector<Attribute>& attributes = {});
  // Uniform in low..high.
  std::string weights(const Ints& shape, float low = -1, float high = 1);
  std::string constant(const Ints& shape, const std::vector<float>& values);
  void output(const std::string& tensor);

  // Uniform whole number in low..high.
  std::int64_t pick(std::int64_t low, std::int64_t high);

  const std::vector<std::pair<std::string, Ints>>& inputs() const { return inputs_; }
  const std::vector<std::string>& outputs() const { return outputs_; }
  std::vector<unsigned char> bytes() const;

 private:
  onnx::ModelProto model_;
  std::mt19937 random_;
  std::vector<std::pair<std::string, Ints>> inputs_;
  std::vector<std::string> outputs_;
  int next_ = 0;
};

}  // namespace aesthetic::layers::test
