// SPDX-License-Identifier: MIT
#include "onnx_graph.hpp"

#include <onnx/checker.h>
#include <onnx/onnx_pb.h>

#include <functional>
#include <numeric>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

void set_shape(onnx::ValueInfoProto& value, const std::vector<std::int64_t>& shape) {
  auto* type = value.mutable_type()->mutable_tensor_type();
  type->set_elem_type(onnx::TensorProto::FLOAT);
  for (const auto size : shape) type->mutable_shape()->add_dim()->set_dim_value(size);
}

void set_attribute(onnx::NodeProto& node, const char* name, std::int64_t value) {
  auto* attribute = node.add_attribute();
  attribute->set_name(name);
  attribute->set_type(onnx::AttributeProto::INT);
  attribute->set_i(value);
}

void set_attribute(onnx::NodeProto& node, const char* name, float value) {
  auto* attribute = node.add_attribute();
  attribute->set_name(name);
  attribute->set_type(onnx::AttributeProto::FLOAT);
  attribute->set_f(value);
}

void set_attribute(onnx::NodeProto& node, const char* name, std::initializer_list<std::int64_t> values) {
  auto* attribute = node.add_attribute();
  attribute->set_name(name);
  attribute->set_type(onnx::AttributeProto::INTS);
  for (const auto value : values) attribute->add_ints(value);
}

}  // namespace

OnnxGraph::OnnxGraph(const std::string& name, int opset) : model_(std::make_unique<onnx::ModelProto>()) {
  // IR 4: initialisers need not be listed as inputs of the network.
  model_->set_ir_version(4);
  model_->set_producer_name("aesthetic-train");
  model_->mutable_graph()->set_name(name);
  auto* operators = model_->add_opset_import();
  operators->set_domain("");
  operators->set_version(opset);
}

OnnxGraph::~OnnxGraph() = default;

std::string OnnxGraph::input(const std::string& name, std::int64_t channels, std::int64_t height,
                             std::int64_t width) {
  auto* value = model_->mutable_graph()->add_input();
  value->set_name(name);
  set_shape(*value, {1, channels, height, width});
  return name;
}

void OnnxGraph::output(const std::string& x, const std::string& name, std::int64_t columns) {
  auto* identity = model_->mutable_graph()->add_node();
  identity->set_op_type("Identity");
  identity->set_name(name);
  identity->add_input(x);
  identity->add_output(name);
  auto* value = model_->mutable_graph()->add_output();
  value->set_name(name);
  set_shape(*value, {1, columns});
}

std::string OnnxGraph::node(const std::string& op, const std::vector<std::string>& inputs) {
  auto* added = model_->mutable_graph()->add_node();
  const std::string name = op + "_" + std::to_string(next_++);
  added->set_op_type(op);
  added->set_name(name);
  for (const auto& input : inputs) added->add_input(input);
  added->add_output(name);
  return name;
}

onnx::NodeProto& OnnxGraph::last_node() {
  auto* graph = model_->mutable_graph();
  return *graph->mutable_node(graph->node_size() - 1);
}

std::string OnnxGraph::constant(const std::vector<std::int64_t>& shape, const float* values) {
  auto* tensor = model_->mutable_graph()->add_initializer();
  const std::string name = "weights_" + std::to_string(next_++);
  tensor->set_name(name);
  tensor->set_data_type(onnx::TensorProto::FLOAT);
  for (const auto size : shape) tensor->add_dims(size);
  const auto count = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
  tensor->set_raw_data(values, static_cast<std::size_t>(count) * sizeof(float));
  return name;
}

std::string OnnxGraph::conv(const std::string& x, const ConvWeights& weights, std::int64_t stride, Pads pads,
                            std::int64_t groups) {
  const auto weight =
      constant({weights.out, weights.in_per_group, weights.height, weights.width}, weights.weight);
  const auto bias = constant({weights.out}, weights.bias);
  auto name = node("Conv", {x, weight, bias});
  set_attribute(last_node(), "kernel_shape", {weights.height, weights.width});
  set_attribute(last_node(), "strides", {stride, stride});
  set_attribute(last_node(), "pads", {pads.top, pads.left, pads.bottom, pads.right});
  set_attribute(last_node(), "group", groups);
  return name;
}

std::string OnnxGraph::gemm(const std::string& x, const DenseWeights& weights) {
  const auto weight = constant({weights.out, weights.in}, weights.weight);
  const auto bias = constant({weights.out}, weights.bias);
  auto name = node("Gemm", {x, weight, bias});
  set_attribute(last_node(), "transB", std::int64_t{1});
  return name;
}

std::string OnnxGraph::scale_and_shift(const std::string& x, const ChannelScale& map) {
  const std::vector<float> zeros(static_cast<std::size_t>(map.channels), 0.0F);
  const std::vector<float> ones(static_cast<std::size_t>(map.channels), 1.0F);
  const auto scale = constant({map.channels}, map.scale);
  const auto shift = constant({map.channels}, map.shift);
  const auto mean = constant({map.channels}, zeros.data());
  const auto variance = constant({map.channels}, ones.data());
  auto name = node("BatchNormalization", {x, scale, shift, mean, variance});
  set_attribute(last_node(), "epsilon", 0.0F);
  return name;
}

std::string OnnxGraph::relu(const std::string& x) {
  return node("Relu", {x});
}

std::string OnnxGraph::relu6(const std::string& x) {
  return clip(x, 0, 6);
}

std::string OnnxGraph::clip(const std::string& x, float low, float high) {
  auto name = node("Clip", {x});
  set_attribute(last_node(), "min", low);
  set_attribute(last_node(), "max", high);
  return name;
}

std::string OnnxGraph::sigmoid(const std::string& x) {
  return node("Sigmoid", {x});
}

std::string OnnxGraph::softmax(const std::string& x) {
  auto name = node("Softmax", {x});
  set_attribute(last_node(), "axis", std::int64_t{1});
  return name;
}

std::string OnnxGraph::add(const std::string& a, const std::string& b) {
  return node("Add", {a, b});
}

std::string OnnxGraph::multiply(const std::string& a, const std::string& b) {
  return node("Mul", {a, b});
}

std::string OnnxGraph::concat(const std::vector<std::string>& tensors) {
  auto name = node("Concat", tensors);
  set_attribute(last_node(), "axis", std::int64_t{1});
  return name;
}

std::string OnnxGraph::max_pool(const std::string& x, std::int64_t kernel, std::int64_t stride, Pads pads) {
  auto name = node("MaxPool", {x});
  set_attribute(last_node(), "kernel_shape", {kernel, kernel});
  set_attribute(last_node(), "strides", {stride, stride});
  set_attribute(last_node(), "pads", {pads.top, pads.left, pads.bottom, pads.right});
  return name;
}

std::string OnnxGraph::average_pool(const std::string& x, std::int64_t kernel, std::int64_t stride) {
  auto name = node("AveragePool", {x});
  set_attribute(last_node(), "kernel_shape", {kernel, kernel});
  set_attribute(last_node(), "strides", {stride, stride});
  return name;
}

std::string OnnxGraph::global_average_pool(const std::string& x) {
  return node("GlobalAveragePool", {x});
}

std::string OnnxGraph::flatten(const std::string& x) {
  auto name = node("Flatten", {x});
  set_attribute(last_node(), "axis", std::int64_t{1});
  return name;
}

std::string OnnxGraph::serialize() const {
  try {
    onnx::checker::check_model(*model_);
  } catch (const std::exception& fault) {
    throw Error(ErrorKind::bad_model, "onnx's checker refuses the network: " + std::string(fault.what()));
  }
  return model_->SerializeAsString();
}

}  // namespace aesthetic
