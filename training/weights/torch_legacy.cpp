// SPDX-License-Identifier: MIT
#include "weights/torch_legacy.hpp"

#include <cstring>
#include <string>

#include "aesthetic/file.hpp"
#include "weights/torch_pickle.hpp"

namespace aesthetic::training {
namespace {

// Where each storage's elements begin in the file: sorted by key, up to the file's end.
std::map<std::string, std::size_t> locate_storages(const std::string& file, const std::string& bytes,
                                                   const PretrainedWeights::Tensors& tensors) {
  struct Extent {
    std::size_t bytes;
    std::size_t element;
  };
  std::map<std::string, Extent> extents;
  for (const auto& [name, tensor] : tensors)
    extents[storage_key(tensor)] = {tensor.storage().nbytes(),
                                    static_cast<std::size_t>(tensor.element_size())};
  std::size_t all = 0;
  for (const auto& [key, extent] : extents) all += sizeof(std::int64_t) + extent.bytes;
  if (all > bytes.size()) refuse_weights(file, "is truncated");

  std::map<std::string, std::size_t> begins;
  std::size_t position = bytes.size() - all;
  for (const auto& [key, extent] : extents) {
    std::int64_t count = 0;
    std::memcpy(&count, bytes.data() + position, sizeof count);
    if (count < 0 || static_cast<std::size_t>(count) * extent.element != extent.bytes)
      refuse_weights(file, "is truncated, or its tensors are of other sizes than it says");
    begins[key] = position + sizeof count;
    position += sizeof count + extent.bytes;
  }
  return begins;
}

}  // namespace

PretrainedWeights::Tensors read_torch_legacy(const std::filesystem::path& path) {
  const std::string file = path.string();
  const auto read = read_file(path);
  const std::string bytes(read.begin(), read.end());
  if (bytes.compare(0, torch_legacy_magic.size(), torch_legacy_magic) != 0)
    refuse_weights(file, "is not in torch's legacy format");
  auto tensors = unpickle_state(file, bytes);
  const auto begins = locate_storages(file, bytes, tensors);
  for (auto& [name, tensor] : tensors)
    tensor = with_elements(file, tensor, bytes.data() + begins.at(storage_key(tensor)));
  return tensors;
}

}  // namespace aesthetic::training
