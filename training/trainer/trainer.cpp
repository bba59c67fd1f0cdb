// SPDX-License-Identifier: MIT
#include "trainer/trainer.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "losses/masked_mse.hpp"
#include "losses/squared_emd.hpp"
#include "metrics/correlation.hpp"
#include "trainer/phase_run.hpp"
#include "trainer/ridge.hpp"

namespace aesthetic::training {
namespace {

constexpr std::int64_t prediction_batch = 64;
// Pictures whose change from still to video frame the ridge regression sees.
constexpr std::int64_t ridge_changes = 2048;
// One picture of so many in a batch is compared with itself as a frame of a video.
constexpr std::int64_t compared_share = 4;

torch::Tensor to_tensor(const std::vector<std::int64_t>& indices) {
  return torch::tensor(indices, torch::kLong);
}

}  // namespace

Trainer::Trainer(const Corpus& corpus, const FrozenFeatures& frozen, TrainerOptions options,
                 std::uint64_t seed)
    : corpus_(corpus),
      frozen_(frozen),
      options_(std::move(options)),
      labels_(torch::tensor(corpus.labels)
                  .view({static_cast<std::int64_t>(corpus.pictures.size()),
                         static_cast<std::int64_t>(corpus.tasks.size())})),
      generator_(at::make_generator<at::CPUGeneratorImpl>(seed)) {
  for (const auto& distribution : corpus.distributions)
    shares_.push_back(torch::tensor(distribution.shares).view({-1, distribution.bins}));
  // Dropout draws from the global generator.
  torch::manual_seed(seed);
}

MeanLabel Trainer::mean_label(const torch::Tensor& pictures, std::int64_t task) const {
  const auto mean = labels_.select(1, task).index_select(0, pictures).nanmean();
  MeanLabel label;
  if (mean.isfinite().item<bool>()) label.mean = mean.item<double>();
  for (std::size_t i = 0; i < shares_.size(); ++i)
    if (corpus_.distributions[i].task == task)
      label.distribution = shares_[i]
                               .index_select(0, pictures)
                               .to(torch::kDouble)
                               .nanmean(0)
                               .nan_to_num(1.0 / static_cast<double>(corpus_.distributions[i].bins));
  return label;
}

void Trainer::prepare_head(ScoringNetwork& network, const Split& split) const {
  const auto train = to_tensor(split.train);
  const auto features = frozen_.features.index_select(1, train).flatten(0, 1);
  std::vector<torch::Tensor> means;
  for (std::int64_t task = 0; task < labels_.size(1); ++task)
    means.push_back(network.outputs().logits_at(task, mean_label(train, task)));
  network.head().prepare(features, torch::cat(means).to(torch::kFloat));
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

// A linear fit y = w x + b of the labels becomes the logits whose score has the same value and slope at the
// mean label; of a sigmoid: (y - m) / (m (1 - m)) + logit(m).
void Trainer::start_linear_path(ScoringNetwork& network, const torch::Tensor& pictures) const {
  std::vector<torch::Tensor> weights;
  std::vector<torch::Tensor> biases;
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
    const auto mean = mean_label(pictures, task);
    const auto slopes = network.outputs().slopes_at(task, mean);
    weights.push_back(torch::outer(slopes, fit.weight));
    biases.push_back(network.outputs().logits_at(task, mean) + slopes * (fit.intercept - mean.mean));
  }
  network.head().set_linear_path(torch::cat(weights).to(torch::kFloat), torch::cat(biases).to(torch::kFloat));
}

int Trainer::first_stage(ScoringNetwork& network) const {
  return tuned_ ? frozen_.first_tuned : network.backbone().stage_count();
}

std::int64_t Trainer::repeats_of(std::int64_t picture) const {
  const auto data_set = corpus_.pictures[static_cast<std::size_t>(picture)].data_set;
  return options_.repeats[static_cast<std::size_t>(data_set)];
}

std::int64_t Trainer::epoch_size(const Split& split) const {
  std::int64_t size = 0;
  for (const auto picture : split.train) size += repeats_of(picture);
  return size;
}

EpochOrder Trainer::draw_epoch(const Split& split) {
  std::vector<std::int64_t> repeated;
  for (const auto picture : split.train)
    repeated.insert(repeated.end(), static_cast<std::size_t>(repeats_of(picture)), picture);
  const auto order = torch::randperm(static_cast<std::int64_t>(repeated.size()), generator_);
  const auto pictures = to_tensor(repeated).index_select(0, order);
  return {pictures, torch::randint(0, frozen_.features.size(0), pictures.sizes(), generator_, torch::kLong)};
}

torch::Tensor Trainer::logits(ScoringNetwork& network, const torch::Tensor& pictures,
                              const torch::Tensor& views, int first) const {
  auto features = frozen_.features.index({views, pictures}).narrow(1, 0, network.frozen_features(first));
  torch::Tensor activations;
  if (first < network.backbone().stage_count())
    activations = frozen_.activations.index({views, pictures})
                      .to(network.device(), torch::kFloat)
                      .contiguous(torch::MemoryFormat::ChannelsLast);
  return network.logits_from(first, features.to(network.device()), activations).cpu();
}

torch::Tensor Trainer::scores(ScoringNetwork& network, const torch::Tensor& pictures,
                              std::int64_t view) const {
  const auto views = torch::full_like(pictures, view);
  return network.outputs().scores(logits(network, pictures, views, first_stage(network)));
}

// The masked squared error, what the distributions add, and how far scores move from a still to a frame of a
// video, on a part of the batch. Dropout would move them as well, so there is none in the last.
torch::Tensor Trainer::loss(ScoringNetwork& network, const torch::Tensor& pictures,
                            const torch::Tensor& views) const {
  const auto weights = torch::tensor(options_.task_weights);
  network.train();
  const auto outputs = logits(network, pictures, views, first_stage(network));
  auto loss = masked_mse(network.outputs().scores(outputs), labels_.index_select(0, pictures), weights);
  for (std::size_t i = 0; i < shares_.size(); ++i) {
    const auto task = corpus_.distributions[i].task;
    loss = loss + options_.distribution * options_.task_weights[static_cast<std::size_t>(task)] *
                      masked_squared_emd(network.outputs().distribution(outputs, task),
                                         shares_[i].index_select(0, pictures));
  }
  if (options_.consistency == 0) return loss;
  network.eval();
  const auto compared = pictures.narrow(0, 0, (pictures.size(0) + compared_share - 1) / compared_share);
  const auto moved = scores(network, compared, still_view) - scores(network, compared, video_view);
  return loss + options_.consistency * (moved.square().mean(0) * weights).sum();
}

void Trainer::fit(ScoringNetwork& network, const Split& split, const Phase& phase,
                  const std::function<void(const EpochReport&)>& report) {
  for (PhaseRun run(*this, network, split, phase); !run.done();) run.step(report);
}

torch::Tensor Trainer::predict(ScoringNetwork& network, const std::vector<std::int64_t>& pictures,
                               std::int64_t view) const {
  const torch::NoGradGuard no_grad;
  network.eval();
  std::vector<torch::Tensor> all = {torch::empty({0, labels_.size(1)})};
  for (const auto& batch : to_tensor(pictures).split(prediction_batch))
    all.push_back(scores(network, batch, view));
  return torch::cat(all);
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
