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

namespace aesthetic::training {

// How the learning rates change from the first step on.
enum class Schedule {
  cosine,    // fall to 0 along a cosine
  constant,  // stay
  steps      // are multiplied by decay_rate every decay_steps steps
};

struct Phase {
  std::string name;            // "head", "tune", for people
  bool tune_backbone = false;  // stages after the frozen ones learn too
  int last_tuned = -1;         // the last stage that learns, the others after it do not; -1: the last one
  int epochs = 0;              // at most
  int patience = 0;            // epochs with a worse validation loss in a row before it stops and keeps the
                               // last state that was not worse; 0: runs them all and keeps the last state
  double tolerance = 0;        // worse is what is not below the lowest validation loss plus this share of it
  std::int64_t batch = 64;
  double head_learning_rate = 1e-3;  // of the first step
  double backbone_learning_rate = 0;
  Schedule schedule = Schedule::cosine;
  std::int64_t decay_steps = 125;
  double decay_rate = 0.5;
  double weight_decay = 0;  // decoupled (AdamW); with 0 it is Adam
  double average = 0;       // decay a step of the moving average of the weights that is kept; 0: none
};

// What is left of the learning rates at a step, from 0, of a phase of `steps`. 0..1
double scheduled_share(const Phase& phase, double step, double steps);

struct TrainerOptions {
  std::vector<int> repeats;         // how often an epoch shows each data set, one for each in the corpus
  std::vector<float> task_weights;  // in the loss, one for each task
  double ridge = 0;        // penalty of the ridge regression that starts the head's linear path, a feature
                           // and view of a picture; 0: the path starts at nothing
  double consistency = 0;  // weight of the squared difference between the scores of a picture and of the
                           // same as a frame of a video, beside the squared error
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
  void fit(ScoringNetwork& network, const Split& split, const Phase& phase,
           const std::function<void(const EpochReport&)>& report);
  // (pictures, tasks), of one view of the pictures.
  torch::Tensor predict(ScoringNetwork& network, const std::vector<std::int64_t>& pictures,
                        std::int64_t view = still_view) const;

 private:
  torch::Tensor standardised_changes(ScoringNetwork& network, const torch::Tensor& pictures) const;
  void start_linear_path(ScoringNetwork& network, const torch::Tensor& pictures) const;
  std::vector<std::int64_t> epoch_pictures(const Split& split);
  torch::Tensor forward(ScoringNetwork& network, const torch::Tensor& pictures, const torch::Tensor& views,
                        int first) const;
  torch::Tensor batch_loss(ScoringNetwork& network, const torch::Tensor& pictures,
                           const torch::Tensor& views) const;
  double train_epoch(ScoringNetwork& network, const Split& split, const Phase& phase,
                     const std::function<void(torch::Tensor)>& step);
  void validate(ScoringNetwork& network, const Split& split, EpochReport& report) const;
  int first_stage(ScoringNetwork& network) const;

  const Corpus& corpus_;
  const FrozenFeatures& frozen_;
  TrainerOptions options_;
  torch::Tensor labels_;  // (pictures, tasks)
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
