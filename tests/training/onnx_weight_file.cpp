// SPDX-License-Identifier: MIT
#include "onnx_weight_file.hpp"

#include <onnx/onnx_pb.h>

#include <cstring>
#include <fstream>

namespace aesthetic::test {

void write_initialisers(const std::vector<Initialiser>& initialisers, const std::filesystem::path& file) {
  onnx::ModelProto model;
  model.set_ir_version(4);
  bool raw = true;
  for (const Initialiser& initialiser : initialisers) {
    auto* written = model.mutable_graph()->add_initializer();
    written->set_name(initialiser.name);
    for (const auto size : initialiser.shape) written->add_dims(size);
    const bool whole = initialiser.type == ElementType::int64;
    written->set_data_type(whole ? onnx::TensorProto::INT64 : onnx::TensorProto::FLOAT);
    raw = !raw || whole;
    if (raw) {
      written->set_raw_data(initialiser.elements);
      continue;
    }
    std::vector<float> values(initialiser.elements.size() / sizeof(float));
    std::memcpy(values.data(), initialiser.elements.data(), initialiser.elements.size());
    for (const float value : values) written->add_float_data(value);
  }
  std::ofstream stream(file, std::ios::binary);
  model.SerializeToOstream(&stream);
}

}  // namespace aesthetic::test
