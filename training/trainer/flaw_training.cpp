// SPDX-License-Identifier: MIT
#include "trainer/flaw_training.hpp"

namespace aesthetic::training {
namespace {

// Of every photograph the difference between itself and itself as a frame of a video.
torch::Tensor changes_of(const torch::Tensor& features, std::size_t of_each) {
  const auto step = static_cast<std::int64_t>(of_each);
  const auto every = [&](std::size_t place) {
    return features.slice(0, static_cast<std::int64_t>(place), c10::nullopt, step);
  };
  return every(FlawSamples::whole) - every(FlawSamples::video);
}

}  // namespace

torch::Tensor sample_features(ScoringNetwork& network, const FlawSamples& samples,
                              const LoaderOptions& loader, const std::function<void(std::int64_t)>& report) {
  const torch::NoGradGuard no_grad;
  auto features = torch::empty({static_cast<std::int64_t>(samples.size()), network.head().feature_count()});
  const auto make = [&](std::size_t index) { return samples.make(index); };
  for_each_batch(samples.size(), make, network.input(), loader,
                 [&](std::int64_t first, const torch::Tensor& pictures) {
                   const auto x = pictures.contiguous(torch::MemoryFormat::ChannelsLast);
                   features.narrow(0, first, x.size(0)).copy_(network.features(x));
                   report(first + x.size(0));
                 });
  return features;
}

LogisticFit fit_flaws(const ScoringNetwork& network, const FlawSamples& samples,
                      const torch::Tensor& features, const LogisticOptions& options) {
  const auto count = static_cast<std::int64_t>(samples.size());
  auto labels = torch::empty(count);
  auto weights = torch::empty(count);
  const auto of_each = static_cast<float>(samples.of_each());
  const auto sound = static_cast<float>(FlawSamples::sound_samples);
  for (std::int64_t i = 0; i < count; ++i) {
    const auto sample = samples.at(static_cast<std::size_t>(i));
    labels[i] = sample.soundness();
    weights[i] = sample.flaw ? sound : of_each - sound;
  }
  const auto x = network.head().standardised(features);
  return fit_logistic(x, labels, weights, changes_of(x, samples.of_each()), options);
}

}  // namespace aesthetic::training
