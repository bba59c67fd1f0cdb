// SPDX-License-Identifier: MIT
//
// A tensor whose values stand in a file: larger than memory, since the system keeps in memory only what is in
// use.
//
//   torch::Tensor activations = make_mapped("run/activations", {2, 9958, 512, 28, 28}, torch::kHalf);
#pragma once

#include <torch/types.h>

#include <filesystem>
#include <vector>

namespace aesthetic::training {

// Makes the file, or empties it, and takes its room on the disk at once: a full disk is an error here, not a
// signal later. The values are 0; what is written to them reaches the file. The file may be renamed or
// removed while the tensor lives. Throws Error(unreadable) "FILE: cannot be written: ...".
torch::Tensor make_mapped(const std::filesystem::path& file, const std::vector<std::int64_t>& shape,
                          torch::ScalarType type);

// Of a file that make_mapped() made; writing to the tensor leaves the file alone. Throws Error: not_found,
// unreadable; bad_data for a file of another size.
torch::Tensor open_mapped(const std::filesystem::path& file, const std::vector<std::int64_t>& shape,
                          torch::ScalarType type);

}  // namespace aesthetic::training
