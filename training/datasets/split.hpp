// SPDX-License-Identifier: MIT
//
// Which pictures are for training, which for testing: decided by the SHA-256 of the file name alone, so it is
// the same on every machine, in every order and after more pictures have come.
//
//   fold_of("acorns_2.jpg");          // 0..4
//   is_validation("acorns_2.jpg", 8)  // true for about one picture in eight, whatever its fold
#pragma once

#include <string>

namespace aesthetic::training {

constexpr int fold_count = 5;

// Bytes 0..3 of the digest, big-endian, modulo fold_count.
int fold_of(const std::string& file_name);

// Bytes 4..7 of the digest, big-endian, are divisible by `share`; never for share 0.
bool is_validation(const std::string& file_name, int share);

}  // namespace aesthetic::training
