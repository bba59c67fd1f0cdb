// SPDX-License-Identifier: MIT
//
// Teaches a trained network what a flaw is: one more unit behind a hidden layer on its frozen features,
// fitted to sound and spoilt views of photographs.
//
//   FlawSamples samples(files, {4, 1});
//   const auto features = sample_features(*network, samples, {32, 2}, report);
//   const auto fit = fit_flaws(*network, samples, features, {});
#pragma once

#include <cstdint>
#include <functional>

#include "datasets/flaw_samples.hpp"
#include "datasets/picture_loader.hpp"
#include "networks/scoring_network.hpp"
#include "trainer/perceptron.hpp"

namespace aesthetic::training {

// (samples, features of the head), float32. `report` gets the number of samples that are done.
torch::Tensor sample_features(ScoringNetwork& network, const FlawSamples& samples,
                              const LoaderOptions& loader, const std::function<void(std::int64_t)>& report);

// Of the head's standardised features. Sound and spoilt views weigh the same in all.
PerceptronFit fit_flaws(const ScoringNetwork& network, const FlawSamples& samples,
                        const torch::Tensor& features, const PerceptronOptions& options);

}  // namespace aesthetic::training
