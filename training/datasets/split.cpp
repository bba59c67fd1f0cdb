// SPDX-License-Identifier: MIT
#include "datasets/split.hpp"

#include <cstddef>
#include <cstdint>

#include "aesthetic/file.hpp"

namespace aesthetic::training {
namespace {

// Four bytes of the digest of the name as a big-endian number.
std::uint32_t digest_part(const std::string& name, std::size_t first_byte) {
  const auto digits = sha256({name.begin(), name.end()}).substr(2 * first_byte, 8);
  return static_cast<std::uint32_t>(std::stoul(digits, nullptr, 16));
}

}  // namespace

int fold_of(const std::string& file_name) {
  return static_cast<int>(digest_part(file_name, 0) % fold_count);
}

bool is_validation(const std::string& file_name, int share) {
  return share > 0 && digest_part(file_name, 4) % static_cast<std::uint32_t>(share) == 0;
}

}  // namespace aesthetic::training
