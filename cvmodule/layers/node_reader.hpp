// SPDX-License-Identifier: MIT
//
// Reads one ONNX node, strictly: an attribute that nobody asked for, or a constant that is not float32 in the
// file itself, is a Refused, so that no operation runs with half of what it says.
//
//   NodeReader node(proto, constants, opset);
//   const auto groups = node.integer("group", 1);
//   const auto weights = node.constant(1);
//   node.expect_all_read();
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "onednn.hpp"
#include "onnx_subset.pb.h"

namespace aesthetic::layers {

// Initialisers and the values of Constant nodes, by name; they live as long as the model.
using Constants = std::unordered_map<std::string, const subset::Tensor*>;
Constants find_constants(const subset::Graph& graph);

struct ConstantTensor {
  Shape shape;
  std::vector<float> values;
};

class NodeReader {
 public:
  NodeReader(const subset::Node& node, const Constants& constants, std::int64_t opset)
      : node_(node), constants_(constants), opset_(opset) {}

  const std::string& type() const { return node_.op_type(); }
  std::int64_t opset() const { return opset_; }

  // ONNX leaves an optional input out by an empty name or by ending the list.
  bool has_input(int index) const;
  int inputs() const { return node_.input_size(); }
  bool is_constant(int index) const;
  // An input that another node or the network's input gives.
  const std::string& variable(int index) const;
  ConstantTensor constant(int index) const;
  // The only output; Dropout's mask counts as one.
  const std::string& output() const;

  std::int64_t integer(const char* name, std::int64_t otherwise);
  float number(const char* name, float otherwise);
  std::string text(const char* name, const char* otherwise);
  std::vector<std::int64_t> integers(const char* name, std::vector<std::int64_t> otherwise);
  // Only those values are understood.
  void expect(const char* name, std::int64_t otherwise, std::int64_t expected);
  // An attribute that does not change the result at inference.
  void ignore(const char* name) { read_.insert(name); }
  void expect_all_read() const;

 private:
  const subset::Attribute* find(const char* name);

  const subset::Node& node_;
  const Constants& constants_;
  std::int64_t opset_;
  std::set<std::string> read_;
};

}  // namespace aesthetic::layers
