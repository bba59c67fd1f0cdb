// SPDX-License-Identifier: MIT
//
// What a head's logits mean. A task is learned either as its mean score, by one sigmoid unit, or as the
// distribution of its raters' scores, by a softmax over the scores they could choose; its score is then the
// distribution's mean. Either way the network gives one score for each task.
//
//   const ScoreOutputs outputs({7, 0});                    // of 1..7, and a mean alone: 8 logits
//   torch::Tensor scores = outputs.scores(logits);         // (n, 8) -> (n, 2), in 0..1
//   torch::Tensor shares = outputs.distribution(logits, 0);  // (n, 7)
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "onnx_graph.hpp"

namespace aesthetic::training {

// Mean label of a task, in 0..1, and where it has one the mean distribution (bins).
struct MeanLabel {
  double mean = 0.5;
  torch::Tensor distribution;
};

class ScoreOutputs {
 public:
  // `bins`: for each task how many scores its raters chose from, 2 or more, at equal distances from 0 to 1;
  // 0: its mean alone.
  explicit ScoreOutputs(std::vector<std::int64_t> bins);

  std::int64_t task_count() const { return static_cast<std::int64_t>(bins_.size()); }
  std::int64_t bins(std::int64_t task) const { return bins_.at(static_cast<std::size_t>(task)); }
  // Of all tasks together; they stand in the tasks' order.
  std::int64_t logit_count() const;

  // (n, logit_count()) to (n, task_count()), in 0..1.
  torch::Tensor scores(const torch::Tensor& logits) const;
  // (n, logit_count()) to (n, bins(task)), each row of sum 1; of a task with bins.
  torch::Tensor distribution(const torch::Tensor& logits, std::int64_t task) const;

  // The task's logits, double, whose score is the mean label, and how they change with the score there.
  torch::Tensor logits_at(std::int64_t task, const MeanLabel& label) const;
  torch::Tensor slopes_at(std::int64_t task, const MeanLabel& label) const;

  // The scores (1, task_count()) of logits (1, logit_count()).
  std::string emit(OnnxGraph& graph, const std::string& logits) const;

 private:
  std::int64_t first(std::int64_t task) const;
  std::int64_t width(std::int64_t task) const { return bins(task) > 0 ? bins(task) : 1; }

  std::vector<std::int64_t> bins_;
};

}  // namespace aesthetic::training
