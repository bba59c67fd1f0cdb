// SPDX-License-Identifier: MIT
//
// About how long a training takes, from a few pictures that are timed before it starts.
//
//   TimeEstimate estimate(network, 6);
//   log << duration_text(estimate.frozen_seconds(files, 2));  // "5 min"
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "networks/scoring_network.hpp"

namespace aesthetic::training {

class TimeEstimate {
 public:
  // Keeps a reference to `network`, whose weights and random generators it leaves as they are. `first_tuned`:
  // 1..stage_count().
  TimeEstimate(ScoringNetwork& network, int first_tuned) : network_(network), first_tuned_(first_tuned) {}

  // To read all files and run every stage for each view of them. Throws Error: what read_picture throws, for
  // one of the first files.
  double frozen_seconds(const std::vector<std::filesystem::path>& files, std::int64_t views);
  // To fine-tune on so many pictures once. `consistency`: scores of video frames are compared too.
  double tune_seconds(std::int64_t pictures, bool consistency);
  // Of what the frozen stages give the others, for one view of a picture, as float16.
  std::int64_t activation_bytes();

 private:
  torch::Tensor frozen_output(torch::Tensor x);

  ScoringNetwork& network_;
  int first_tuned_;
};

// "40 s", "12 min", "3.5 h"
std::string duration_text(double seconds);

}  // namespace aesthetic::training
