// SPDX-License-Identifier: MIT
#include "trainer/perceptron.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

#include "trainer/phase.hpp"

namespace aesthetic::training {
namespace {

class Perceptron {
 public:
  Perceptron(std::int64_t features, const PerceptronOptions& options)
      : options_(options),
        hidden_weight_(drawn({options.units, features}, std::sqrt(2.0 / static_cast<double>(features)))),
        hidden_bias_(torch::zeros({options.units}, torch::requires_grad())),
        output_weight_(drawn({options.units}, 1 / std::sqrt(static_cast<double>(options.units)))),
        output_bias_(torch::zeros({1}, torch::requires_grad())) {}

  // While training.
  torch::Tensor logits(const torch::Tensor& features) const {
    const auto clamped = features.clamp(-options_.limit, options_.limit);
    const auto hidden = torch::relu(torch::addmm(hidden_bias_, clamped, hidden_weight_.t()));
    return torch::dropout(hidden, options_.dropout, true).mv(output_weight_) + output_bias_;
  }

  std::vector<torch::Tensor> parameters() const {
    return {hidden_weight_, hidden_bias_, output_weight_, output_bias_};
  }

  PerceptronFit fit() const {
    return {hidden_weight_.detach(), hidden_bias_.detach(), output_weight_.detach(),
            output_bias_.item<double>()};
  }

 private:
  static torch::Tensor drawn(at::IntArrayRef shape, double deviation) {
    return (torch::randn(shape) * deviation).requires_grad_();
  }

  const PerceptronOptions& options_;
  torch::Tensor hidden_weight_, hidden_bias_, output_weight_, output_bias_;
};

// Of the groups `chosen`.
PerceptronRows picked(const PerceptronRows& rows, const torch::Tensor& chosen) {
  const auto of = [&](const torch::Tensor& values) {
    return values.view({-1, rows.group, values.numel() / values.size(0)}).index_select(0, chosen);
  };
  return {of(rows.features).flatten(0, 1), of(rows.labels).flatten(), of(rows.weights).flatten(), rows.group};
}

torch::Tensor loss_of(const torch::Tensor& logits, const PerceptronRows& rows, double consistency) {
  const auto errors =
      torch::binary_cross_entropy_with_logits(logits, rows.labels, {}, {}, at::Reduction::None);
  const auto by_group = logits.view({-1, rows.group});
  const auto change = by_group.select(1, 0) - by_group.select(1, 1);
  return errors.dot(rows.weights) / rows.weights.sum() + consistency * change.square().mean();
}

}  // namespace

PerceptronFit fit_perceptron(const PerceptronRows& rows, const PerceptronOptions& options) {
  torch::manual_seed(options.seed);
  const Perceptron perceptron(rows.features.size(1), options);
  torch::optim::AdamW adam(
      perceptron.parameters(),
      torch::optim::AdamWOptions(options.learning_rate).weight_decay(options.weight_decay));
  Phase phase;
  phase.schedule = Schedule::cosine;
  const auto groups = rows.features.size(0) / rows.group;
  const auto steps = options.epochs * ((groups + options.batch - 1) / options.batch);
  std::int64_t done = 0;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    const auto order = torch::randperm(groups);
    for (std::int64_t first = 0; first < groups; first += options.batch) {
      const auto batch = picked(rows, order.slice(0, first, std::min(groups, first + options.batch)));
      const auto share = scheduled_share(phase, static_cast<double>(done++), static_cast<double>(steps));
      adam.param_groups()[0].options().set_lr(options.learning_rate * share);
      adam.zero_grad();
      loss_of(perceptron.logits(batch.features), batch, options.consistency).backward();
      adam.step();
    }
  }
  return perceptron.fit();
}

}  // namespace aesthetic::training
