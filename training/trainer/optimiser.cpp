// SPDX-License-Identifier: MIT
#include "trainer/optimiser.hpp"

#include <algorithm>
#include <utility>

#include "trainer/tensor_list.hpp"

namespace aesthetic::training {
namespace {

// Parameters of the phase, in two groups with a learning rate each: head, backbone. The others ask for no
// gradient, which saves computing it.
std::vector<torch::optim::OptimizerParamGroup> parameter_groups(ScoringNetwork& network, const Phase& phase,
                                                                int first_tuned) {
  auto& backbone = network.backbone();
  for (auto& parameter : backbone.parameters()) parameter.set_requires_grad(false);
  const int last = phase.last_tuned < 0 ? backbone.stage_count() - 1 : phase.last_tuned;
  std::vector<torch::Tensor> tuned;
  for (int stage = first_tuned; phase.tune_backbone && stage <= last; ++stage)
    for (auto& parameter : backbone.stage_parameters(stage))
      tuned.push_back(parameter.set_requires_grad(true));
  return {torch::optim::OptimizerParamGroup(network.head().parameters()),
          torch::optim::OptimizerParamGroup(std::move(tuned))};
}

}  // namespace

Optimiser::Optimiser(ScoringNetwork& network, const Phase& phase, int first_tuned, std::int64_t steps)
    : phase_(phase),
      steps_(static_cast<double>(steps)),
      adam_(parameter_groups(network, phase, first_tuned),
            torch::optim::AdamWOptions(phase.head_learning_rate).weight_decay(phase.weight_decay)) {
  for (const auto& group : adam_.param_groups())
    for (const auto& parameter : group.params()) parameters_.push_back(parameter);
  if (phase.average > 0) averages_ = copies();
}

void Optimiser::step(const torch::Tensor& loss) {
  const double share = scheduled_share(phase_, done_, steps_);
  set_rate(0, phase_.head_learning_rate * share);
  set_rate(1, phase_.backbone_learning_rate * share);
  adam_.zero_grad();
  loss.backward();
  adam_.step();
  done_ += 1;
  const torch::NoGradGuard no_grad;
  // Early on the average is over the few steps there were.
  const double decay = std::min(phase_.average, done_ / (done_ + 9));
  for (std::size_t i = 0; i < averages_.size(); ++i) averages_[i].lerp_(parameters_[i], 1 - decay);
}

std::vector<torch::Tensor> Optimiser::copies() const {
  std::vector<torch::Tensor> copies;
  for (const auto& parameter : parameters_) copies.push_back(parameter.detach().clone());
  return copies;
}

void Optimiser::assign(const std::vector<torch::Tensor>& values) {
  const torch::NoGradGuard no_grad;
  for (std::size_t i = 0; i < parameters_.size(); ++i) parameters_[i].copy_(values[i]);
}

std::vector<torch::Tensor> Optimiser::kept() const {
  if (averages_.empty()) return copies();
  std::vector<torch::Tensor> kept;
  for (const auto& average : averages_) kept.push_back(average.clone());
  return kept;
}

void Optimiser::save(torch::serialize::OutputArchive& archive) const {
  torch::serialize::OutputArchive adam;
  adam_.save(adam);
  archive.write("adam", adam);
  archive.write("steps", c10::IValue(done_));
  write_list(archive, "averages", averages_);
}

void Optimiser::load(torch::serialize::InputArchive& archive) {
  torch::serialize::InputArchive adam;
  archive.read("adam", adam);
  adam_.load(adam);
  c10::IValue steps;
  archive.read("steps", steps);
  done_ = steps.toDouble();
  averages_ = read_list(archive, "averages");
}

void Optimiser::set_rate(std::size_t group, double rate) {
  static_cast<torch::optim::AdamWOptions&>(adam_.param_groups().at(group).options()).lr(rate);
}

}  // namespace aesthetic::training
