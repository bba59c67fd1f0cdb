// SPDX-License-Identifier: MIT
//
// A list of tensors in a LibTorch archive.
//
//   write_list(archive, "kept", tensors);
//   tensors = read_list(archive, "kept");
#pragma once

#include <torch/serialize/archive.h>

#include <string>
#include <vector>

namespace aesthetic::training {

inline void write_list(torch::serialize::OutputArchive& archive, const std::string& name,
                       const std::vector<torch::Tensor>& tensors) {
  torch::serialize::OutputArchive list;
  list.write("count", c10::IValue(static_cast<std::int64_t>(tensors.size())));
  for (std::size_t i = 0; i < tensors.size(); ++i) list.write(std::to_string(i), tensors[i]);
  archive.write(name, list);
}

// Throws what LibTorch throws for another archive.
inline std::vector<torch::Tensor> read_list(torch::serialize::InputArchive& archive,
                                            const std::string& name) {
  torch::serialize::InputArchive list;
  archive.read(name, list);
  c10::IValue count;
  list.read("count", count);
  std::vector<torch::Tensor> tensors(static_cast<std::size_t>(count.toInt()));
  for (std::size_t i = 0; i < tensors.size(); ++i) list.read(std::to_string(i), tensors[i]);
  return tensors;
}

}  // namespace aesthetic::training
