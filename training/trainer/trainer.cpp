// SPDX-License-Identifier: MIT
#include "trainer/trainer.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/optim/adamw.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "losses/masked_mse.hpp"
#include "metrics/correlation.hpp"
#include "trainer/ridge.hpp"

namespace aesthetic::training {
namespace {

constexpr std::int64_t prediction_batch = 64;
// Pictures whose change from still to video frame the ridge regression sees.
constexpr std::int64_t ridge_changes = 2048;
// One picture of so many in a batch is compared with itself as a frame of a video.
constexpr std::int64_t compared_share = 4;
constexpr double pi = 3.14159265358979323846;

torch::Tensor to_tensor(const std::vector<std::int64_t>& indices) {
  return torch::tensor(indices, torch::kLong);
}

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

// Adam with learning rates that follow the phase's schedule, and the moving average of the weights.
class Optimiser {
 public:
  Optimiser(ScoringNetwork& network, const Phase& phase, int first_tuned, std::int64_t steps)
      : phase_(phase),
        steps_(static_cast<double>(steps)),
        adam_(parameter_groups(network, phase, first_tuned),
              torch::optim::AdamWOptions(phase.head_learning_rate).weight_decay(phase.weight_decay)) {
    for (const auto& group : adam_.param_groups())
      for (const auto& parameter : group.params()) parameters_.push_back(parameter);
    averages_ = phase.average > 0 ? copies() : std::vector<torch::Tensor>{};
  }

  void step(const torch::Tensor& loss) {
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

  std::vector<torch::Tensor> copies() const {
    std::vector<torch::Tensor> copies;
    for (const auto& parameter : parameters_) copies.push_back(parameter.detach().clone());
    return copies;
  }

  void assign(const std::vector<torch::Tensor>& values) {
    const torch::NoGradGuard no_grad;
    for (std::size_t i = 0; i < parameters_.size(); ++i) parameters_[i].copy_(values[i]);
  }

  // The weights to judge and keep: the averages where there are any.
  std::vector<torch::Tensor> kept() const {
    if (averages_.empty()) return copies();
    std::vector<torch::Tensor> kept;
    for (const auto& average : averages_) kept.push_back(average.clone());
    return kept;
  }

 private:
  void set_rate(std::size_t group, double rate) {
    static_cast<torch::optim::AdamWOptions&>(adam_.param_groups().at(group).options()).lr(rate);
  }

  const Phase& phase_;
  double steps_;
  double done_ = 0;
  torch::optim::AdamW adam_;
  std::vector<torch::Tensor> parameters_;
  std::vector<torch::Tensor> averages_;
};

}  // namespace

double scheduled_share(const Phase& phase, double step, double steps) {
  switch (phase.schedule) {
    case Schedule::cosine:
      return (1 + std::cos(pi * step / steps)) / 2;
    case Schedule::constant:
      return 1;
    case Schedule::steps:
      return std::pow(phase.decay_rate, std::floor(step / static_cast<double>(phase.decay_steps)));
  }
  return 1;
}

Trainer::Trainer(const Corpus& corpus, const FrozenFeatures& frozen, TrainerOptions options,
                 std::uint64_t seed)
    : corpus_(corpus),
      frozen_(frozen),
      options_(std::move(options)),
      labels_(torch::tensor(corpus.labels)
                  .view({static_cast<std::int64_t>(corpus.pictures.size()),
                         static_cast<std::int64_t>(corpus.tasks.size())})),
      generator_(at::make_generator<at::CPUGeneratorImpl>(seed)) {
  // Dropout draws from the global generator.
  torch::manual_seed(seed);
}

void Trainer::prepare_head(ScoringNetwork& network, const Split& split) const {
  const auto train = to_tensor(split.train);
  const auto features = frozen_.features.index_select(1, train).flatten(0, 1);
  const auto labels = labels_.index_select(0, train);
  network.head().prepare(features, labels.nanmean(0).nan_to_num(0.5));
  if (options_.ridge > 0) start_linear_path(network, train);
}

// What becomes of some pictures' features when they become frames of a video; no rows where that does not
// matter.
torch::Tensor Trainer::standardised_changes(ScoringNetwork& network, const torch::Tensor& pictures) const {
  if (options_.consistency == 0) return torch::zeros({0, frozen_.features.size(2)});
  const auto step = std::max<std::int64_t>(1, pictures.size(0) / ridge_changes);
  const auto sample = pictures.slice(0, 0, pictures.size(0), step);
  const auto of = [&](std::int64_t view) {
    return network.head().standardised(frozen_.features[view].index_select(0, sample));
  };
  return of(still_view) - of(video_view);
}

// A linear fit y = w x + b of the labels becomes the logit whose sigmoid has the same value and slope at the
// mean label m: (y - m) / (m (1 - m)) + logit(m).
void Trainer::start_linear_path(ScoringNetwork& network, const torch::Tensor& pictures) const {
  std::vector<torch::Tensor> weights;
  std::vector<float> biases;
  const auto views = frozen_.features.size(0);
  const auto changes = standardised_changes(network, pictures);
  for (std::int64_t task = 0; task < labels_.size(1); ++task) {
    const auto labels = labels_.index_select(0, pictures).select(1, task);
    const auto labelled = labels.isnan().logical_not().nonzero().flatten();
    const auto y = labels.index_select(0, labelled);
    const auto x = network.head().standardised(
        frozen_.features.index_select(1, pictures.index_select(0, labelled)).flatten(0, 1));
    const double penalty = options_.ridge * static_cast<double>(views * x.size(1));
    // Mean square against mean square.
    const double strictness = options_.consistency * static_cast<double>(x.size(0)) /
                              std::max(1.0, static_cast<double>(changes.size(0)));
    const auto fit = fit_ridge(x, y.repeat({views}), changes * std::sqrt(strictness), penalty);
    const double mean = std::clamp(y.mean().item<double>(), 0.01, 0.99);
    const double slope = 1 / (mean * (1 - mean));
    weights.push_back((fit.weight * slope).to(torch::kFloat));
    biases.push_back(static_cast<float>((fit.intercept - mean) * slope + std::log(mean / (1 - mean))));
  }
  network.head().set_linear_path(torch::stack(weights), torch::tensor(biases));
}

int Trainer::first_stage(ScoringNetwork& network) const {
  return tuned_ ? frozen_.first_tuned : network.backbone().stage_count();
}

std::vector<std::int64_t> Trainer::epoch_pictures(const Split& split) {
  std::vector<std::int64_t> repeated;
  for (const auto picture : split.train) {
    const auto data_set = corpus_.pictures[static_cast<std::size_t>(picture)].data_set;
    repeated.insert(repeated.end(),
                    static_cast<std::size_t>(options_.repeats[static_cast<std::size_t>(data_set)]), picture);
  }
  const auto order = torch::randperm(static_cast<std::int64_t>(repeated.size()), generator_);
  std::vector<std::int64_t> shuffled;
  shuffled.reserve(repeated.size());
  for (std::int64_t i = 0; i < order.size(0); ++i)
    shuffled.push_back(repeated[static_cast<std::size_t>(order[i].item<std::int64_t>())]);
  return shuffled;
}

torch::Tensor Trainer::forward(ScoringNetwork& network, const torch::Tensor& pictures,
                               const torch::Tensor& views, int first) const {
  auto features = frozen_.features.index({views, pictures}).narrow(1, 0, network.frozen_features(first));
  torch::Tensor activations;
  if (first < network.backbone().stage_count())
    activations = frozen_.activations.index({views, pictures})
                      .to(network.device(), torch::kFloat)
                      .contiguous(torch::MemoryFormat::ChannelsLast);
  return network.forward_from(first, features.to(network.device()), activations).cpu();
}

// The masked squared error, and how far scores move from a still to a frame of a video, on a part of the
// batch. Dropout would move them as well, so there is none in the second.
torch::Tensor Trainer::batch_loss(ScoringNetwork& network, const torch::Tensor& pictures,
                                  const torch::Tensor& views) const {
  const auto weights = torch::tensor(options_.task_weights);
  network.train();
  const auto scores = forward(network, pictures, views, first_stage(network));
  const auto loss = masked_mse(scores, labels_.index_select(0, pictures), weights);
  if (options_.consistency == 0) return loss;
  network.eval();
  const auto compared = pictures.narrow(0, 0, (pictures.size(0) + compared_share - 1) / compared_share);
  const auto still = forward(network, compared, torch::full_like(compared, still_view), first_stage(network));
  const auto video = forward(network, compared, torch::full_like(compared, video_view), first_stage(network));
  return loss + options_.consistency * ((still - video).square().mean(0) * weights).sum();
}

double Trainer::train_epoch(ScoringNetwork& network, const Split& split, const Phase& phase,
                            const std::function<void(torch::Tensor)>& step) {
  const auto pictures = to_tensor(epoch_pictures(split));
  const auto views = torch::randint(0, frozen_.features.size(0), pictures.sizes(), generator_, torch::kLong);
  double loss_sum = 0;
  for (std::int64_t first = 0; first < pictures.size(0); first += phase.batch) {
    const auto count = std::min(phase.batch, pictures.size(0) - first);
    const auto loss = batch_loss(network, pictures.narrow(0, first, count), views.narrow(0, first, count));
    step(loss);
    loss_sum += loss.item<double>() * static_cast<double>(count);
  }
  return loss_sum / static_cast<double>(pictures.size(0));
}

void Trainer::fit(ScoringNetwork& network, const Split& split, const Phase& phase,
                  const std::function<void(const EpochReport&)>& report) {
  if (phase.epochs == 0) return;
  tuned_ = tuned_ || phase.tune_backbone;
  std::int64_t shown = 0;
  for (const auto picture : split.train)
    shown +=
        options_
            .repeats[static_cast<std::size_t>(corpus_.pictures[static_cast<std::size_t>(picture)].data_set)];
  const auto steps = (shown + phase.batch - 1) / phase.batch * phase.epochs;
  Optimiser optimiser(network, phase, frozen_.first_tuned, steps);

  double lowest = std::numeric_limits<double>::infinity();
  std::vector<torch::Tensor> kept;
  for (int epoch = 1, worse = 0; epoch <= phase.epochs; ++epoch) {
    EpochReport now;
    now.epoch = epoch;
    now.loss = train_epoch(network, split, phase, [&](const torch::Tensor& loss) { optimiser.step(loss); });
    const auto learning = optimiser.copies();
    const auto judged = optimiser.kept();
    optimiser.assign(judged);
    validate(network, split, now);
    optimiser.assign(learning);
    const bool is_worse = now.validation_loss >= lowest * (1 + phase.tolerance);
    worse = is_worse ? worse + 1 : 0;
    lowest = std::min(lowest, now.validation_loss);
    if (!is_worse || phase.patience == 0) kept = judged;
    report(now);
    if (phase.patience > 0 && worse >= phase.patience) break;
  }
  optimiser.assign(kept);
}

torch::Tensor Trainer::predict(ScoringNetwork& network, const std::vector<std::int64_t>& pictures,
                               std::int64_t view) const {
  const torch::NoGradGuard no_grad;
  network.eval();
  std::vector<torch::Tensor> scores = {torch::empty({0, labels_.size(1)})};
  for (const auto& batch : to_tensor(pictures).split(prediction_batch))
    scores.push_back(forward(network, batch, torch::full_like(batch, view), first_stage(network)));
  return torch::cat(scores);
}

void Trainer::validate(ScoringNetwork& network, const Split& split, EpochReport& report) const {
  if (split.validation.empty()) return;
  const torch::NoGradGuard no_grad;
  const auto scores = predict(network, split.validation);
  const auto labels = labels_.index_select(0, to_tensor(split.validation));
  report.validation_loss = masked_mse(scores, labels, torch::tensor(options_.task_weights)).item<double>();
  const auto tasks = static_cast<std::int64_t>(corpus_.tasks.size());
  for (std::int64_t task = 0; task < tasks; ++task)
    report.validation_srcc +=
        agreement(corpus_, split.validation, scores, task).srcc / static_cast<double>(tasks);
}

Agreement agreement(const Corpus& corpus, const std::vector<std::int64_t>& pictures,
                    const torch::Tensor& scores, std::int64_t task) {
  std::vector<double> predicted;
  std::vector<double> labels;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const double label = corpus.label(pictures[i], task);
    if (std::isnan(label)) continue;
    labels.push_back(label);
    predicted.push_back(scores[static_cast<std::int64_t>(i)][task].item<double>());
  }
  return {static_cast<std::int64_t>(labels.size()), srcc(predicted, labels), plcc(predicted, labels),
          mae(predicted, labels)};
}

}  // namespace aesthetic::training
