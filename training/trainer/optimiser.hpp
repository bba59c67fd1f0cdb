// SPDX-License-Identifier: MIT
//
// Adam with learning rates that follow a phase's schedule, and the moving average of the weights.
//
//   Optimiser optimiser(network, phase, first_tuned, steps);
//   optimiser.step(loss);
//   optimiser.assign(optimiser.kept());
#pragma once

#include <torch/optim/adamw.h>
#include <torch/serialize/archive.h>

#include <cstdint>
#include <vector>

#include "networks/scoring_network.hpp"
#include "trainer/phase.hpp"

namespace aesthetic::training {

class Optimiser {
 public:
  // Keeps a reference to `phase`. `first_tuned`: the first stage of the backbone that may learn; `steps` of
  // the whole phase.
  Optimiser(ScoringNetwork& network, const Phase& phase, int first_tuned, std::int64_t steps);

  void step(const torch::Tensor& loss);
  // Of the weights that learn, in an order of their own.
  std::vector<torch::Tensor> copies() const;
  void assign(const std::vector<torch::Tensor>& values);
  // The weights to judge and keep: the averages where there are any.
  std::vector<torch::Tensor> kept() const;

  // All but the weights.
  void save(torch::serialize::OutputArchive& archive) const;
  void load(torch::serialize::InputArchive& archive);

 private:
  void set_rate(std::size_t group, double rate);

  const Phase& phase_;
  double steps_;
  double done_ = 0;
  torch::optim::AdamW adam_;
  std::vector<torch::Tensor> parameters_;
  std::vector<torch::Tensor> averages_;
};

}  // namespace aesthetic::training
