// SPDX-License-Identifier: MIT
//
// A trained network with the record of its training, in one file: LibTorch's archive with the weights, and
// the record as JSON in its entry "record".
//
//   save_checkpoint(network, record, "run/checkpoint.pt");
//   Checkpoint checkpoint = load_checkpoint("run/checkpoint.pt");
//   checkpoint.network->forward(pictures);
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "datasets/corpus.hpp"
#include "networks/scoring_network.hpp"
#include "report/figures.hpp"

namespace aesthetic::training {

struct TrainingRecord {
  NetworkOptions network;
  std::vector<Rating> tasks;  // in the order of the scores
  std::vector<CorpusDataSet> data_sets;
  std::string command;
  long long seed = 0;
  std::vector<MeasuredFigure> figures;
};

struct Checkpoint {
  std::shared_ptr<ScoringNetwork> network;  // in evaluation mode
  TrainingRecord record;
};

// Whole or not at all. Throws Error(unreadable).
void save_checkpoint(const ScoringNetwork& network, const TrainingRecord& record,
                     const std::filesystem::path& file);

// Throws Error: not_found, unreadable, bad_model.
Checkpoint load_checkpoint(const std::filesystem::path& file);

// The figures alone, as a JSON array, for other programs.
std::string figures_json(const std::vector<MeasuredFigure>& figures);

}  // namespace aesthetic::training
