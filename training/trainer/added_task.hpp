// SPDX-License-Identifier: MIT
//
// One task more for a trained network whose head is linear: a row of the output layer. Everything else stays
// as it is, and so do the scores of the other tasks.
//
//   require_linear_head(record.network);
//   auto wider = with_task(*network, record.network, fit.weight, fit.intercept);
#pragma once

#include <memory>

#include "networks/scoring_network.hpp"

namespace aesthetic::training {

// Throws Error(bad_data) for another head than multi-level, or one with a hidden layer.
void require_linear_head(const NetworkOptions& options);

// `options` of `network`. The new task is the last one, its logit `weight` (features) of the head's
// standardised features + `bias`. In evaluation mode. Throws as require_linear_head does.
std::shared_ptr<ScoringNetwork> with_task(const ScoringNetwork& network, const NetworkOptions& options,
                                          const torch::Tensor& weight, double bias);

// `options` with that task.
NetworkOptions with_task(NetworkOptions options);

}  // namespace aesthetic::training
