// SPDX-License-Identifier: MIT
//
// Finds the pictures of a corpus that cannot be decoded, before hours of work meet the first one.
//
//   const BrokenPictures broken = broken_pictures(corpus);
//   leave_out(corpus, broken.pictures);
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "datasets/corpus.hpp"

namespace aesthetic::training {

struct BrokenPictures {
  std::vector<std::int64_t> pictures;  // indices into Corpus::pictures, ascending
  std::vector<std::string> faults;     // "FILE: what is wrong", one for each
};

// Decodes every picture, on all cores.
BrokenPictures broken_pictures(const Corpus& corpus);

}  // namespace aesthetic::training
