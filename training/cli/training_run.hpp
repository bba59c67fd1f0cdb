// SPDX-License-Identifier: MIT
//
// One run of aesthetic-train train: what all folds share, what they found out, and the state in the output
// folder from which a run that was killed goes on.
//
//   TrainingRun run(options, corpus, call, log);
//   run.announce();
//   run.compute_frozen();
//   auto network = run.train(no_fold);
//   run.save(network.get());
#pragma once

#include <chrono>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/train_options.hpp"
#include "report/checkpoint.hpp"
#include "trainer/training_state.hpp"

namespace aesthetic::training {

class TrainingRun {
 public:
  // Keeps references to `options` and `log`. Reads the pretrained weights, and the state of a run of the same
  // command that did not end. Throws Error: what reading them throws; bad_data for a state of another command
  // or of other pictures, labels or weights.
  TrainingRun(const TrainOptions& options, Corpus corpus, const Call& call, std::ostream& log);

  // What it will do and about how long that takes.
  void announce();
  void compute_frozen();
  // Trains without one fold (none: the network that is kept) and predicts what was held out. Null when a
  // run before this one has done so.
  std::shared_ptr<ScoringNetwork> train(int fold);
  // Writes everything that is known by now beside the network (null: there is none), and gives the figures.
  std::vector<MeasuredFigure> save(const ScoringNetwork* network) const;
  // Writes what a run after a kill needs, `running` while a phase is going on; a full disk is told, no fault.
  void save_state(const PhaseRun* running = nullptr) const;
  // The state is of no use any more.
  void finish() const;

 private:
  TrainerOptions weigh() const;
  std::string inputs() const;
  std::filesystem::path state_file() const { return options_.out / "state.pt"; }
  void take_up_state();
  std::int64_t views() const { return options_.consistency > 0 ? 3 : 2; }
  std::vector<std::filesystem::path> files() const;
  void tell_times();
  void tell_loader() const;

  void train_phase(Trainer& trainer, ScoringNetwork& network, const Split& split, const Phase& phase,
                   const std::string& label);
  // How far scores move from a still to a frame of a video.
  void tell_movement(const std::string& label, const torch::Tensor& as_still,
                     const torch::Tensor& as_video) const;
  enum class Scores { head, final };
  std::vector<Prediction> predictions(Scores scores) const;

  const TrainOptions& options_;
  std::ostream& log_;
  std::string command_line_;
  Corpus corpus_;
  TrainerOptions trainer_options_;
  NetworkOptions network_options_;
  ScoringNetwork pretrained_;
  std::filesystem::path features_file_;  // where the frozen features are kept, if they are
  FrozenFeatures frozen_;
  TrainingState state_;
  std::shared_ptr<torch::serialize::InputArchive> running_;  // of the last fold in state_
  std::chrono::steady_clock::time_point saved_;
};

}  // namespace aesthetic::training
