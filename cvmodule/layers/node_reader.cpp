// SPDX-License-Identifier: MIT
#include "node_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace aesthetic::layers {

Constants find_constants(const subset::Graph& graph) {
  Constants constants;
  for (const auto& tensor : graph.initializer()) constants[tensor.name()] = &tensor;
  for (const auto& node : graph.node())
    if (node.op_type() == "Constant" && node.output_size() == 1)
      for (const auto& attribute : node.attribute())
        if (attribute.name() == "value" && attribute.has_t()) constants[node.output(0)] = &attribute.t();
  return constants;
}

bool NodeReader::has_input(int index) const {
  return index < node_.input_size() && !node_.input(index).empty();
}

bool NodeReader::is_constant(int index) const {
  return has_input(index) && constants_.count(node_.input(index)) > 0;
}

const std::string& NodeReader::variable(int index) const {
  if (!has_input(index)) throw Refused(type() + ": an input is missing");
  if (is_constant(index)) throw Refused(type() + ": input " + std::to_string(index) + " is a constant");
  return node_.input(index);
}

ConstantTensor NodeReader::constant(int index) const {
  if (!is_constant(index)) throw Refused(type() + ": input " + std::to_string(index) + " is no constant");
  const auto& tensor = *constants_.at(node_.input(index));
  constexpr int float32 = 1;
  if (tensor.data_type() != float32 || tensor.data_location() != 0)
    throw Refused(type() + ": " + tensor.name() + " is not float32 within the file");
  if (std::any_of(tensor.dims().begin(), tensor.dims().end(), [](auto size) { return size < 1; }))
    throw Refused(type() + ": " + tensor.name() + " is empty");
  ConstantTensor result{{tensor.dims().begin(), tensor.dims().end()}, {}};
  const auto count = static_cast<std::size_t>(layers::count(result.shape));
  if (tensor.has_raw_data() && tensor.raw_data().size() % sizeof(float) == 0) {
    result.values.resize(tensor.raw_data().size() / sizeof(float));
    std::memcpy(result.values.data(), tensor.raw_data().data(), tensor.raw_data().size());
  } else {
    result.values.assign(tensor.float_data().begin(), tensor.float_data().end());
  }
  if (result.values.size() != count)
    throw Refused(type() + ": " + tensor.name() + " has not as many values as it says");
  return result;
}

const std::string& NodeReader::output() const {
  if (node_.output_size() != 1) throw Refused(type() + ": has several outputs");
  return node_.output(0);
}

const subset::Attribute* NodeReader::find(const char* name) {
  read_.insert(name);
  for (const auto& attribute : node_.attribute())
    if (attribute.name() == name) return &attribute;
  return nullptr;
}

std::int64_t NodeReader::integer(const char* name, std::int64_t otherwise) {
  const auto* found = find(name);
  return found == nullptr ? otherwise : found->i();
}

float NodeReader::number(const char* name, float otherwise) {
  const auto* found = find(name);
  return found == nullptr ? otherwise : found->f();
}

std::string NodeReader::text(const char* name, const char* otherwise) {
  const auto* found = find(name);
  return found == nullptr ? otherwise : found->s();
}

std::vector<std::int64_t> NodeReader::integers(const char* name, std::vector<std::int64_t> otherwise) {
  const auto* found = find(name);
  if (found == nullptr) return otherwise;
  return {found->ints().begin(), found->ints().end()};
}

void NodeReader::expect(const char* name, std::int64_t otherwise, std::int64_t expected) {
  if (integer(name, otherwise) != expected) throw Refused(type() + ": " + name + " is not understood");
}

void NodeReader::expect_all_read() const {
  for (const auto& attribute : node_.attribute())
    if (read_.count(attribute.name()) == 0)
      throw Refused(type() + ": attribute " + attribute.name() + " is not understood");
}

}  // namespace aesthetic::layers
