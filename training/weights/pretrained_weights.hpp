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
#include <set>
#include <string>
#include <vector>

namespace aesthetic::training {

struct WeightsReport {
  int matched = 0;
  std::vector<std::string> missing;      // names
  std::vector<std::string> other_shape;  // "NAME has the shape [2, 3], expected [3, 2]"
  std::vector<std::string> unused;       // names that nobody took: the classifier's, as a rule
};

// In one line, for people: "50 tensors matched; not used: classifier.1.weight, classifier.1.bias".
std::string describe(const WeightsReport& report);

class PretrainedWeights {
 public:
  using Tensors = std::map<std::string, torch::Tensor>;

  // `source` is named in errors.
  PretrainedWeights(std::string source, Tensors tensors);

  bool has(const std::string& name) const { return tensors_.count(name) > 0; }

  // The tensor of that name, float32. When it is missing or of another shape, zeros, and the fault is kept.
  torch::Tensor take(const std::string& name, const std::vector<std::int64_t>& shape);

  // What the takes so far found, and what is left.
  WeightsReport report() const;

  // Throws Error(bad_model) with the number of faults and the first one when any take() failed.
  void require_all_taken_fit() const;

 private:
  std::string source_;
  Tensors tensors_;
  std::set<std::string> taken_;
  WeightsReport found_;
};

// Reads Keras HDF5 (keras_hdf5.hpp), a state dictionary of torch in its zip or legacy format (torch_zip.hpp,
// torch_legacy.hpp), safetensors (safetensors.hpp) or ONNX (onnx_weights.hpp): the first three are told by
// the file's first bytes, the others by its name. Throws Error: not_found, unreadable, bad_model.
PretrainedWeights read_pretrained_weights(const std::filesystem::path& file);

}  // namespace aesthetic::training
