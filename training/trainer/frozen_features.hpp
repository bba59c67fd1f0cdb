// SPDX-License-Identifier: MIT
//
// What the frozen part of a network gives for every picture, computed once: training a head then takes
// seconds, fine-tuning the last stages runs only those. Each picture is there as it is, mirrored, and as a
// frame of a video: the augmentation.
//
//   FrozenFeatures frozen = compute_frozen_features(network, files, 6, 3, loader, report);
//   torch::Tensor as_it_is = frozen.features[still_view];
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "datasets/picture_loader.hpp"
#include "networks/scoring_network.hpp"

namespace aesthetic::training {

constexpr std::int64_t still_view = 0;
constexpr std::int64_t mirrored_view = 1;
constexpr std::int64_t video_view = 2;

struct FrozenFeatures {
  torch::Tensor features;     // (views, pictures, all features of the head), float32
  torch::Tensor activations;  // (views, pictures, c, h, w), float16: the output of the last frozen
                              // stage; undefined when all stages are frozen
  int first_tuned = 0;        // the stage after the last frozen one
  LoaderTimes times = {};     // of the computation; 0 where they were read
};

// Runs every stage of `network`. `first_tuned`: 1..stage_count(). `views`: the first 2 or all 3. `report`
// gets the number of pictures read, once as they are and once as video. The activations, the larger part by
// far, stand in `activations_file` (make_mapped), in memory where that is empty.
FrozenFeatures compute_frozen_features(ScoringNetwork& network,
                                       const std::vector<std::filesystem::path>& files, int first_tuned,
                                       std::int64_t views, const LoaderOptions& loader,
                                       const std::function<void(std::int64_t)>& report,
                                       const std::filesystem::path& activations_file = {});

}  // namespace aesthetic::training
