// SPDX-License-Identifier: MIT
#include "weights/onnx_weights.hpp"

#include <torch/torch.h>

#include <string>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "onnx_initialisers.hpp"

namespace aesthetic::training {
namespace {

torch::ScalarType type_of(ElementType type) {
  switch (type) {
    case ElementType::float32:
      return torch::kFloat;
    case ElementType::float64:
      return torch::kDouble;
    case ElementType::float16:
      return torch::kHalf;
    case ElementType::int64:
      return torch::kLong;
  }
  return torch::kFloat;
}

}  // namespace

PretrainedWeights::Tensors read_onnx_weights(const std::filesystem::path& file) {
  PretrainedWeights::Tensors tensors;
  for (auto& initialiser : read_initialisers(file))
    tensors[initialiser.name] =
        torch::from_blob(initialiser.elements.data(), initialiser.shape, type_of(initialiser.type)).clone();
  if (tensors.empty()) throw Error(ErrorKind::bad_model, file.string() + ": has no initialisers");
  return tensors;
}

}  // namespace aesthetic::training
