// SPDX-License-Identifier: MIT
#include "trainer/flaw_training.hpp"

namespace aesthetic::training {
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

// Of every group the first two samples are the photograph and the same as a frame of a video.
static_assert(FlawSamples::whole == 0 && FlawSamples::video == 1);

PerceptronFit fit_flaws(const ScoringNetwork& network, const FlawSamples& samples,
                        const torch::Tensor& features, const PerceptronOptions& options) {
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
  return fit_perceptron(
      {network.head().standardised(features), labels, weights, static_cast<std::int64_t>(samples.of_each())},
      options);
}

}  // namespace aesthetic::training
