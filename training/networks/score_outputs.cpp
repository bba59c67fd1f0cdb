// SPDX-License-Identifier: MIT
#include "networks/score_outputs.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "networks/head.hpp"

namespace aesthetic::training {
namespace {

// The scores that a distribution is over, double.
torch::Tensor score_values(std::int64_t bins) {
  return torch::linspace(0, 1, bins, torch::kDouble);
}

// A label of exactly 0 or 1, and a score that nobody chose, have no finite logit.
double inside(double mean) {
  return std::clamp(mean, 0.01, 0.99);
}

torch::Tensor without_zeros(const torch::Tensor& distribution) {
  const auto shares = distribution.to(torch::kDouble).clamp_min(1e-3);
  return shares / shares.sum();
}

}  // namespace

ScoreOutputs::ScoreOutputs(std::vector<std::int64_t> bins) : bins_(std::move(bins)) {}

std::int64_t ScoreOutputs::first(std::int64_t task) const {
  std::int64_t count = 0;
  for (std::int64_t before = 0; before < task; ++before) count += width(before);
  return count;
}

std::int64_t ScoreOutputs::logit_count() const {
  return first(task_count());
}

torch::Tensor ScoreOutputs::scores(const torch::Tensor& logits) const {
  if (logit_count() == task_count()) return torch::sigmoid(logits);
  std::vector<torch::Tensor> columns;
  for (std::int64_t task = 0; task < task_count(); ++task)
    columns.push_back(bins(task) > 0
                          ? distribution(logits, task).matmul(score_values(bins(task)).to(logits.options()))
                          : torch::sigmoid(logits.select(1, first(task))));
  return torch::stack(columns, 1);
}

torch::Tensor ScoreOutputs::distribution(const torch::Tensor& logits, std::int64_t task) const {
  return torch::softmax(logits.narrow(1, first(task), bins(task)), 1);
}

torch::Tensor ScoreOutputs::logits_at(std::int64_t task, const MeanLabel& label) const {
  if (bins(task) > 0) return torch::log(without_zeros(label.distribution));
  const double mean = inside(label.mean);
  return torch::tensor({std::log(mean / (1 - mean))}, torch::kDouble);
}

// Of a softmax the logits can move in many ways. They move as in an exponential family: by t (value - mean),
// where the score changes by t times the variance.
torch::Tensor ScoreOutputs::slopes_at(std::int64_t task, const MeanLabel& label) const {
  if (bins(task) == 0) {
    const double mean = inside(label.mean);
    return torch::tensor({1 / (mean * (1 - mean))}, torch::kDouble);
  }
  const auto shares = without_zeros(label.distribution);
  const auto values = score_values(bins(task));
  const auto distances = values - shares.dot(values);
  return distances / shares.dot(distances.square());
}

std::string ScoreOutputs::emit(OnnxGraph& graph, const std::string& logits) const {
  if (logit_count() == task_count()) return graph.sigmoid(logits);
  std::vector<std::string> columns;
  for (std::int64_t task = 0; task < task_count(); ++task) {
    // A dense layer that picks the task's logits: OpenCV's Slice is no simpler.
    const auto picks = torch::eye(logit_count()).narrow(0, first(task), width(task));
    const auto own = emit_dense(graph, logits, picks, torch::zeros({width(task)}));
    columns.push_back(bins(task) > 0
                          ? emit_dense(graph, graph.softmax(own),
                                       score_values(bins(task)).to(torch::kFloat).view({1, bins(task)}),
                                       torch::zeros({1}))
                          : graph.sigmoid(own));
  }
  return columns.size() == 1 ? columns.front() : graph.concat(columns);
}

}  // namespace aesthetic::training
