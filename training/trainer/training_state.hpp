// SPDX-License-Identifier: MIT
//
// An unfinished training in a file, so that it can go on after a kill: the folds that are done, and where the
// one stands that is not.
//
//   write_state("run/state.pt", state, &phase_run);
//   if (auto saved = read_state("run/state.pt"); saved && saved->running) phase_run.load(*saved->running);
#pragma once

#include <torch/serialize/archive.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trainer/phase_run.hpp"

namespace aesthetic::training {

// What a network says of the pictures that were kept from its training, (pictures, tasks).
struct FoldScores {
  int fold = 0;
  torch::Tensor head;        // before the fine-tuning; undefined where nothing was trained before it
  torch::Tensor final;       // undefined while the fold is being trained
  torch::Tensor validation;  // of the validation pictures, where no fold is left out
};

struct TrainingState {
  std::string command;            // as a person typed it
  std::string inputs;             // a digest of pictures, labels, weights and recipe
  std::vector<FoldScores> folds;  // in the order of their training
  int phase = 0;                  // of the last fold, while it is being trained
};

struct SavedTraining {
  TrainingState state;
  std::shared_ptr<torch::serialize::InputArchive> running;  // for PhaseRun::load; null between two folds
};

// Whole or not at all, `running` included where it is given. Throws Error(unreadable).
void write_state(const std::filesystem::path& file, const TrainingState& state, const PhaseRun* running);

// Nothing when there is no such file. Throws Error(bad_data) for a broken one.
std::optional<SavedTraining> read_state(const std::filesystem::path& file);

}  // namespace aesthetic::training
