// SPDX-License-Identifier: MIT
//
// A phase of a training, step by step, so that it can be saved between two steps and taken up again later
// with the same result.
//
//   PhaseRun run(trainer, network, split, phase);
//   while (!run.done()) {
//     run.step(report);
//     if (run.epoch() == 2) run.save(archive);
//   }
#pragma once

#include <torch/serialize/archive.h>

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "trainer/optimiser.hpp"
#include "trainer/trainer.hpp"

namespace aesthetic::training {

class PhaseRun {
 public:
  // Keeps references to all of them.
  PhaseRun(Trainer& trainer, ScoringNetwork& network, const Split& split, const Phase& phase);

  bool done() const { return epoch_ > phase_.epochs; }
  // The next batch. After the last one of an epoch that is judged, which `report` gets; after the last epoch
  // the network has the weights that are kept.
  void step(const std::function<void(const EpochReport&)>& report);
  // "epoch 2, picture 640 of 1511", for people.
  std::string place() const;

  // The network, the optimiser, the place in the epoch and the random generators: all that the rest of the
  // phase depends on, if trainer, split and phase are the same again.
  void save(torch::serialize::OutputArchive& archive) const;
  // Throws what LibTorch throws for another archive.
  void load(torch::serialize::InputArchive& archive);

 private:
  void finish_epoch(const std::function<void(const EpochReport&)>& report);

  Trainer& trainer_;
  ScoringNetwork& network_;
  const Split& split_;
  const Phase& phase_;
  std::int64_t epoch_size_;
  Optimiser optimiser_;
  int epoch_ = 1;
  std::int64_t position_ = 0;  // pictures of the epoch that were shown
  EpochOrder order_;           // drawn with the epoch's first step
  double loss_sum_ = 0;
  double lowest_ = std::numeric_limits<double>::infinity();
  int worse_ = 0;
  std::vector<torch::Tensor> kept_;
};

}  // namespace aesthetic::training
