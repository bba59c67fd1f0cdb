// SPDX-License-Identifier: MIT
#include "weights/keras_hdf5.hpp"

#include <H5Cpp.h>

#include <string>
#include <vector>

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

// An attribute that is a list of strings of fixed length; Keras writes an empty list as numbers.
std::vector<std::string> read_strings(const H5::H5Object& object, const char* name) {
  const auto attribute = object.openAttribute(name);
  const auto count = static_cast<std::size_t>(attribute.getSpace().getSimpleExtentNpoints());
  if (count == 0 || attribute.getTypeClass() != H5T_STRING) return {};
  const auto type = attribute.getStrType();
  const std::size_t length = type.getSize();
  std::vector<char> bytes(count * length);
  attribute.read(type, bytes.data());
  std::vector<std::string> strings;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string padded(bytes.data() + i * length, length);
    strings.push_back(padded.substr(0, padded.find('\0')));
  }
  return strings;
}

torch::Tensor read_tensor(const H5::DataSet& data) {
  const auto space = data.getSpace();
  std::vector<hsize_t> extent(static_cast<std::size_t>(space.getSimpleExtentNdims()));
  space.getSimpleExtentDims(extent.data());
  auto tensor = torch::empty(std::vector<std::int64_t>(extent.begin(), extent.end()));
  data.read(tensor.data_ptr<float>(), H5::PredType::NATIVE_FLOAT);
  return tensor;
}

void read_layer(const H5::H5File& file, const std::string& layer, PretrainedWeights::Tensors& tensors) {
  const auto group = file.openGroup(layer);
  for (const auto& name : read_strings(group, "weight_names")) {
    const auto tensor = read_tensor(group.openDataSet(name));
    if (tensor.dim() == 1)
      tensors[layer + "/bias"] = tensor;
    else if (tensor.dim() == 4)
      tensors[layer + "/kernel"] = tensor.permute({3, 2, 0, 1}).contiguous();
    else
      tensors[layer + "/kernel"] = tensor;
  }
}

}  // namespace

PretrainedWeights::Tensors read_keras_hdf5(const std::filesystem::path& file) {
  H5::Exception::dontPrint();
  PretrainedWeights::Tensors tensors;
  try {
    const H5::H5File source(file.string(), H5F_ACC_RDONLY);
    for (const auto& layer : read_strings(source.openGroup("/"), "layer_names"))
      read_layer(source, layer, tensors);
  } catch (const H5::Exception& fault) {
    throw Error(ErrorKind::bad_model,
                file.string() + ": broken, or not weights that Keras saved: " + fault.getDetailMsg());
  }
  if (tensors.empty()) throw Error(ErrorKind::bad_model, file.string() + ": has no layers with weights");
  return tensors;
}

}  // namespace aesthetic::training
