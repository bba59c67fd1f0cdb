// SPDX-License-Identifier: MIT
//
// Trains a scoring network in phases: first the head on frozen features, then the last stages with it.
//
//   Trainer trainer(corpus, frozen, options, seed);
//   trainer.prepare_head(network, split);
//   trainer.fit(network, split, head_phase, report);
//   trainer.fit(network, split, tune_phase, report);
//   torch::Tensor scores = trainer.predict(network, split.test);
//
// Same corpus, options, seed, device and number of threads: same network. The network may be on a GPU; what
// is kept of the pictures stays in the machine's memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "datasets/corpus.hpp"
#include "networks/scoring_network.hpp"
#include "trainer/frozen_features.hpp"
#include "trainer/phase.hpp"

namespace aesthetic::training {

struct TrainerOptions {
  std::vector<int> repeats;         // how often an epoch shows each data set, one for each in the corpus
  std::vector<float> task_weights;  // in the loss, one for each task
  double ridge = 0;         // penalty of the ridge regression that starts the head's linear path, a feature
                            // and view of a picture; 0: the path starts at nothing
  double consistency = 0;   // weight of the squared difference between the scores of a picture and of the
                            // same as a frame of a video, beside the squared error
  double distribution = 0;  // weight of the squared earth mover's distance of the tasks that have
                            // distributions, beside the squared error of their means
};

// What an epoch shows, in this order: pictures and which view of each.
struct EpochOrder {
  torch::Tensor pictures;
  torch::Tensor views;
};

struct EpochReport {
  int epoch = 0;               // from 1
  double loss = 0;             // mean over the epoch
  double validation_loss = 0;  // weighted sum of the tasks' squared errors; 0 without validation pictures
  double validation_srcc = 0;  // mean over the tasks
};

class Trainer {
 public:
  // Keeps references to `corpus` and `frozen`, which has all three views where options.consistency > 0.
  Trainer(const Corpus& corpus, const FrozenFeatures& frozen, TrainerOptions options, std::uint64_t seed);

  // Tells the head of the training pictures, and with options.ridge sets its linear path; to be called before
  // the first phase.
  void prepare_head(ScoringNetwork& network, const Split& split) const;
  // A whole phase; PhaseRun goes through it step by step.
  void fit(ScoringNetwork& network, const Split& split, const Phase& phase,
           const std::function<void(const EpochReport&)>& report);
  // (pictures, tasks), of one view of the pictures.
  torch::Tensor predict(ScoringNetwork& network, const std::vector<std::int64_t>& pictures,
                        std::int64_t view = still_view) const;

  // What PhaseRun asks for. `begin` comes first: from a phase on that tunes the backbone, the cached features
  // of its last stages no longer hold.
  void begin(const Phase& phase) { tuned_ = tuned_ || phase.tune_backbone; }
  int first_tuned() const { return frozen_.first_tuned; }
  std::int64_t epoch_size(const Split& split) const;
  EpochOrder draw_epoch(const Split& split);
  torch::Tensor loss(ScoringNetwork& network, const torch::Tensor& pictures,
                     const torch::Tensor& views) const;
  // Fills in what the validation pictures say.
  void validate(ScoringNetwork& network, const Split& split, EpochReport& report) const;
  torch::Generator& generator() { return generator_; }

 private:
  torch::Tensor standardised_changes(ScoringNetwork& network, const torch::Tensor& pictures) const;
  void start_linear_path(ScoringNetwork& network, const torch::Tensor& pictures) const;
  std::int64_t repeats_of(std::int64_t picture) const;
  MeanLabel mean_label(const torch::Tensor& pictures, std::int64_t task) const;
  // `first`: the first stage that is computed, the others' features are taken from the cache.
  torch::Tensor logits(ScoringNetwork& network, const torch::Tensor& pictures, const torch::Tensor& views,
                       int first) const;
  torch::Tensor scores(ScoringNetwork& network, const torch::Tensor& pictures, std::int64_t view) const;
  int first_stage(ScoringNetwork& network) const;

  const Corpus& corpus_;
  const FrozenFeatures& frozen_;
  TrainerOptions options_;
  torch::Tensor labels_;               // (pictures, tasks)
  std::vector<torch::Tensor> shares_;  // (pictures, bins) of each of the corpus's distributions
  torch::Generator generator_;
  // Whether the stages after the frozen ones have changed, so that their cached features no longer hold.
  bool tuned_ = false;
};

// SRCC, PLCC and MAE of one task over the pictures that have its label.
struct Agreement {
  std::int64_t pictures = 0;
  double srcc = 0;
  double plcc = 0;
  double mae = 0;
};

// `scores`: (pictures, tasks), of the corpus's pictures in that order.
Agreement agreement(const Corpus& corpus, const std::vector<std::int64_t>& pictures,
                    const torch::Tensor& scores, std::int64_t task);

}  // namespace aesthetic::training
