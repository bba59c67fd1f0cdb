// SPDX-License-Identifier: MIT
//
// What the frozen part of a network gives for every picture, computed once: training a head then takes
// seconds, fine-tuning the last stages runs only those. Each picture is there as it is and mirrored, the
// augmentation.
//
//   FrozenFeatures frozen = compute_frozen_features(network, files, 6, loader, report);
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "datasets/picture_loader.hpp"
#include "networks/scoring_network.hpp"

namespace aesthetic::training {

struct FrozenFeatures {
  torch::Tensor features;     // (2, pictures, all features of the head), float32; [1] is of mirrored pictures
  torch::Tensor activations;  // (2, pictures, c, h, w), float16: the output of the last frozen stage;
                              // undefined when all stages are frozen
  int first_tuned = 0;        // the stage after the last frozen one
};

// Runs every stage of `network`. `first_tuned`: 1..stage_count(). `report` gets the number of pictures done.
FrozenFeatures compute_frozen_features(ScoringNetwork& network,
                                       const std::vector<std::filesystem::path>& files, int first_tuned,
                                       const LoaderOptions& loader,
                                       const std::function<void(std::int64_t)>& report);

}  // namespace aesthetic::training
