// SPDX-License-Identifier: MIT
#include "onnx_initialisers.hpp"

#include <onnx/onnx_pb.h>
#include <onnx/shape_inference/implementation.h>

#include <map>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"

namespace aesthetic {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& fault) {
  throw Error(ErrorKind::bad_model, file.string() + ": " + fault);
}

template <typename Values>
std::string bytes_of(const Values& values) {
  return {reinterpret_cast<const char*>(values.data()),
          static_cast<std::size_t>(values.size()) * sizeof(*values.data())};
}

// False for a type that is passed over.
bool read_elements(const onnx::TensorProto& tensor, Initialiser& initialiser, std::size_t& element) {
  const bool raw = tensor.has_raw_data();
  switch (tensor.data_type()) {
    case onnx::TensorProto::FLOAT:
      initialiser.type = ElementType::float32;
      element = sizeof(float);
      if (!raw) initialiser.elements = bytes_of(tensor.float_data());
      break;
    case onnx::TensorProto::DOUBLE:
      initialiser.type = ElementType::float64;
      element = sizeof(double);
      if (!raw) initialiser.elements = bytes_of(tensor.double_data());
      break;
    case onnx::TensorProto::INT64:
      initialiser.type = ElementType::int64;
      element = sizeof(std::int64_t);
      if (!raw) initialiser.elements = bytes_of(tensor.int64_data());
      break;
    case onnx::TensorProto::FLOAT16:
      initialiser.type = ElementType::float16;
      element = 2;
      // Without raw data each half is an int32 of its own.
      for (int i = 0; !raw && i < tensor.int32_data_size(); ++i) {
        const auto half = static_cast<std::uint16_t>(tensor.int32_data(i));
        initialiser.elements.append(reinterpret_cast<const char*>(&half), sizeof half);
      }
      break;
    default:
      return false;
  }
  if (raw) initialiser.elements = tensor.raw_data();
  return true;
}

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

std::vector<std::int64_t> shape_of(const onnx::ValueInfoProto& value) {
  std::vector<std::int64_t> shape;
  for (const auto& size : value.type().tensor_type().shape().dim()) shape.push_back(size.dim_value());
  return shape;
}

Shapes all_shapes(const onnx::GraphProto& graph) {
  Shapes shapes;
  for (const auto& tensor : graph.initializer())
    shapes[tensor.name()] = {tensor.dims().begin(), tensor.dims().end()};
  for (const auto& value : graph.value_info()) shapes[value.name()] = shape_of(value);
  for (const auto& value : graph.output()) shapes[value.name()] = shape_of(value);
  return shapes;
}

std::int64_t product(const std::vector<std::int64_t>& numbers, std::size_t first) {
  std::int64_t product = 1;
  for (std::size_t i = first; i < numbers.size(); ++i) product *= numbers[i];
  return product;
}

}  // namespace

std::vector<Initialiser> read_initialisers(const std::filesystem::path& file) {
  const auto bytes = read_file(file);
  onnx::ModelProto model;
  if (bytes.empty() || !model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) ||
      !model.has_graph())
    refuse(file, "is not an ONNX network, or broken");
  std::vector<Initialiser> initialisers;
  for (const auto& tensor : model.graph().initializer()) {
    if (tensor.data_location() == onnx::TensorProto::EXTERNAL)
      refuse(file, "keeps its tensors in other files, which is not read");
    Initialiser initialiser;
    initialiser.name = tensor.name();
    initialiser.shape = {tensor.dims().begin(), tensor.dims().end()};
    std::size_t element = 0;
    if (!read_elements(tensor, initialiser, element)) continue;
    if (static_cast<std::size_t>(product(initialiser.shape, 0)) * element != initialiser.elements.size())
      refuse(file, "tensor " + initialiser.name + " is of another size than its shape");
    initialisers.push_back(std::move(initialiser));
  }
  return initialisers;
}

std::int64_t count_multiply_adds(const std::string& onnx) {
  onnx::ModelProto model;
  if (!model.ParseFromString(onnx)) throw Error(ErrorKind::bad_model, "multiply-adds: no ONNX network");
  onnx::shape_inference::InferShapes(model);
  const auto shapes = all_shapes(model.graph());
  std::int64_t count = 0;
  for (const auto& node : model.graph().node()) {
    if (node.op_type() != "Conv" && node.op_type() != "Gemm") continue;
    const auto output = shapes.find(node.output(0));
    if (output == shapes.end())
      throw Error(ErrorKind::bad_model, "multiply-adds: the size of " + node.output(0) + " is not known");
    // Every value of a convolution's output needs the weights of one filter (in, height, width); of a dense
    // layer's output those of one row.
    count += product(output->second, 0) * product(shapes.at(node.input(1)), 1);
  }
  return count;
}

}  // namespace aesthetic
