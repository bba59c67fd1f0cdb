// SPDX-License-Identifier: MIT
//
// One task more for a trained network whose head is linear: a row of the output layer behind a hidden layer
// of its own. Everything else stays as it is, and so do the scores of the other tasks.
//
//   require_linear_head(record.network);
//   auto wider = with_task(*network, record.network, {fit, perceptron_options.limit});
#pragma once

#include <memory>

#include "networks/scoring_network.hpp"
#include "trainer/perceptron.hpp"

namespace aesthetic::training {

struct AddedTask {
  PerceptronFit fit;  // on the head's standardised features
  double limit = 0;   // that they were clamped to
};

// Throws Error(bad_data) for another head than multi-level, or one with a hidden layer.
void require_linear_head(const NetworkOptions& options);

// `options` of `network`. The new task is the last one. In evaluation mode. Throws as require_linear_head
// does.
std::shared_ptr<ScoringNetwork> with_task(const ScoringNetwork& network, const NetworkOptions& options,
                                          const AddedTask& task);

// `options` with that task.
NetworkOptions with_task(NetworkOptions options, const AddedTask& task);

}  // namespace aesthetic::training
