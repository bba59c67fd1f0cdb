// SPDX-License-Identifier: MIT
#include "network.hpp"

#include <functional>
#include <numeric>

namespace aesthetic::layers::test {
namespace {

void set_value(onnx::AttributeProto& attribute, std::int64_t value) {
  attribute.set_type(onnx::AttributeProto::INT);
  attribute.set_i(value);
}
void set_value(onnx::AttributeProto& attribute, float value) {
  attribute.set_type(onnx::AttributeProto::FLOAT);
  attribute.set_f(value);
}
void set_value(onnx::AttributeProto& attribute, const Ints& values) {
  attribute.set_type(onnx::AttributeProto::INTS);
  for (const auto value : values) attribute.add_ints(value);
}
void set_value(onnx::AttributeProto& attribute, const std::string& text) {
  attribute.set_type(onnx::AttributeProto::STRING);
  attribute.set_s(text);
}

void set_shape(onnx::ValueInfoProto& value, const std::string& name, const Ints& shape) {
  value.set_name(name);
  auto* type = value.mutable_type()->mutable_tensor_type();
  type->set_elem_type(onnx::TensorProto::FLOAT);
  auto* sizes = type->mutable_shape();  // OpenCV wants one even of a result whose sizes nobody says
  for (const auto size : shape)
    if (size > 0) {
      sizes->add_dim()->set_dim_value(size);
    } else {
      sizes->add_dim()->set_dim_param("any");
    }
}

}  // namespace

Network::Network(unsigned seed, int opset) : random_(seed) {
  model_.set_ir_version(4);
  model_.mutable_graph()->set_name("test");
  model_.add_opset_import()->set_version(opset);
}

std::string Network::input(const std::string& name, const Ints& shape) {
  set_shape(*model_.mutable_graph()->add_input(), name, shape);
  inputs_.emplace_back(name, shape);
  return name;
}

std::string Network::node(const std::string& type, const std::vector<std::string>& inputs,
                          const std::vector<Attribute>& attributes) {
  auto& node = *model_.mutable_graph()->add_node();
  auto name = type + "_" + std::to_string(next_++);
  node.set_op_type(type);
  node.set_name(name);
  for (const auto& input : inputs) node.add_input(input);
  node.add_output(name);
  for (const auto& [key, value] : attributes) {
    auto& attribute = *node.add_attribute();
    attribute.set_name(key);
    std::visit([&](const auto& v) { set_value(attribute, v); }, value);
  }
  return name;
}

std::string Network::weights(const Ints& shape, float low, float high) {
  const auto count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
  std::vector<float> values(static_cast<std::size_t>(count));
  std::uniform_real_distribution<float> uniform(low, high);
  for (auto& value : values) value = uniform(random_);
  return constant(shape, values);
}

std::string Network::constant(const Ints& shape, const std::vector<float>& values) {
  auto& tensor = *model_.mutable_graph()->add_initializer();
  auto name = "weights_" + std::to_string(next_++);
  tensor.set_name(name);
  tensor.set_data_type(onnx::TensorProto::FLOAT);
  for (const auto size : shape) tensor.add_dims(size);
  tensor.set_raw_data(values.data(), values.size() * sizeof(float));
  return name;
}

// As OnnxGraph does it: the node that gives a result has its name.
void Network::output(const std::string& tensor) {
  const auto name = "result_" + std::to_string(outputs_.size());
  auto& identity = *model_.mutable_graph()->add_node();
  identity.set_op_type("Identity");
  identity.set_name(name);
  identity.add_input(tensor);
  identity.add_output(name);
  set_shape(*model_.mutable_graph()->add_output(), name, {});
  outputs_.push_back(name);
}

std::int64_t Network::pick(std::int64_t low, std::int64_t high) {
  return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
}

std::vector<unsigned char> Network::bytes() const {
  const auto text = model_.SerializeAsString();
  return {text.begin(), text.end()};
}

}  // namespace aesthetic::layers::test
