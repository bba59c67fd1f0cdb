// SPDX-License-Identifier: MIT
//
// Other people's trained weights: tensors by name, and a reader that tells at once everything that does not
// fit.
//
//   PretrainedWeights weights = read_pretrained_weights("efficientnet-lite0.pth");
//   torch::Tensor stem = weights.take("_conv_stem.weight", {32, 3, 3, 3});
//   weights.require_all_taken_fit();
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace aesthetic::training {

class PretrainedWeights {
 public:
  using Tensors = std::map<std::string, torch::Tensor>;

  // `source` is named in errors.
  PretrainedWeights(std::string source, Tensors tensors);

  // The tensor of that name, float32. When it is missing or of another shape, zeros, and the fault is kept.
  torch::Tensor take(const std::string& name, const std::vector<std::int64_t>& shape);

  // Throws Error(bad_model) with the number of faults and the first one when any take() failed.
  void require_all_taken_fit() const;

 private:
  std::string source_;
  Tensors tensors_;
  std::vector<std::string> faults_;
};

// Reads a Keras HDF5 file (keras_hdf5.hpp) or a state dictionary in torch's legacy format (torch_legacy.hpp),
// told by the file's first bytes. Throws Error: not_found, unreadable, bad_model.
PretrainedWeights read_pretrained_weights(const std::filesystem::path& file);

}  // namespace aesthetic::training
