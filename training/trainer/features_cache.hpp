// SPDX-License-Identifier: MIT
//
// Frozen features in a folder: the next run on the same pictures with the same network starts training at
// once.
//
//   const auto file = features_file("build/features", options, sha256(read_file(weights)), 6, 3,
//                                   Precision::float32, pictures);
//   const FeaturesLock lock(file);
//   if (auto frozen = read_features(file)) ...
//   write_features(compute_frozen_features(..., activations_file(file)), file);
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "networks/scoring_network.hpp"
#include "trainer/frozen_features.hpp"

namespace aesthetic::training {

// `weights`: what tells the pretrained weights from all others, such as their SHA-256. A name in `folder`
// that is another for other weights, another network, other stages or views, and for pictures with other
// names, sizes or times of change. Throws Error(not_found).
std::filesystem::path features_file(const std::filesystem::path& folder, const NetworkOptions& network,
                                    const std::string& weights, int first_tuned, std::int64_t views,
                                    Precision precision, const std::vector<std::filesystem::path>& pictures);

// Beside `file`: its activations, which are read as they are used.
std::filesystem::path activations_file(const std::filesystem::path& file);

// Several runs that want the same features at once: one computes them, the others wait and read them. Held as
// long as the object lives.
class FeaturesLock {
 public:
  // Waits. Throws Error(unreadable) where its file, beside `file`, cannot be written.
  explicit FeaturesLock(const std::filesystem::path& file);
  ~FeaturesLock();
  FeaturesLock(const FeaturesLock&) = delete;
  FeaturesLock& operator=(const FeaturesLock&) = delete;

 private:
  int descriptor_;
};

// Nothing when there is no such file. Throws Error(bad_data) for a broken one.
std::optional<FrozenFeatures> read_features(const std::filesystem::path& file);

// Whole or not at all; activations stand in activations_file(file) already. Throws Error(unreadable).
void write_features(const FrozenFeatures& frozen, const std::filesystem::path& file);

}  // namespace aesthetic::training
