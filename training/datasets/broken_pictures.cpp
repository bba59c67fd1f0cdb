// SPDX-License-Identifier: MIT
#include "datasets/broken_pictures.hpp"

#include <ATen/Parallel.h>

#include "aesthetic/error.hpp"
#include "aesthetic/picture.hpp"

namespace aesthetic::training {

BrokenPictures broken_pictures(const Corpus& corpus) {
  const auto count = static_cast<std::int64_t>(corpus.pictures.size());
  std::vector<std::string> faults(corpus.pictures.size());
  at::parallel_for(0, count, 16, [&](std::int64_t first, std::int64_t end) {
    for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(end); ++i) {
      try {
        read_picture(corpus.pictures[i].file);
      } catch (const Error& fault) {
        faults[i] = fault.what();
      }
    }
  });
  BrokenPictures broken;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    if (faults[i].empty()) continue;
    broken.pictures.push_back(static_cast<std::int64_t>(i));
    broken.faults.push_back(faults[i]);
  }
  return broken;
}

}  // namespace aesthetic::training
