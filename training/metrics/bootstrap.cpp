// SPDX-License-Identifier: MIT
#include "metrics/bootstrap.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>

namespace aesthetic::training {
namespace {

// Indices of one sample; std::uniform_int_distribution draws in another way in every library.
std::vector<std::size_t> draw(std::size_t count, std::mt19937_64& random) {
  std::vector<std::size_t> indices(count);
  for (auto& index : indices) index = static_cast<std::size_t>(random() % count);
  return indices;
}

std::vector<double> pick(const std::vector<double>& values, const std::vector<std::size_t>& indices) {
  std::vector<double> picked;
  picked.reserve(indices.size());
  for (const auto index : indices) picked.push_back(values[index]);
  return picked;
}

// A sample's figure of a network: of the pictures `indices`, and of its trainings as many as there are.
double drawn_figure(const Statistic& statistic, const Trainings& trainings,
                    const std::vector<std::size_t>& indices, const std::vector<double>& drawn_labels,
                    std::mt19937_64& random) {
  const auto chosen = trainings.size() > 1 ? draw(trainings.size(), random) : std::vector<std::size_t>{0};
  double sum = 0;
  for (const auto training : chosen) sum += statistic(pick(trainings[training], indices), drawn_labels);
  return sum / static_cast<double>(chosen.size());
}

// The middle share of the values; between two of them linearly, as numpy's percentile.
Interval middle(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const auto at = [&](double quantile) {
    const double place = quantile * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - std::floor(place)) * (values[above] - values[below]);
  };
  return {at((1 - share) / 2), at((1 + share) / 2)};
}

}  // namespace

double mean_figure(const Statistic& statistic, const Trainings& trainings,
                   const std::vector<double>& labels) {
  double sum = 0;
  for (const auto& predictions : trainings) sum += statistic(predictions, labels);
  return sum / static_cast<double>(trainings.size());
}

Interval bootstrap_interval(const Statistic& statistic, const Trainings& trainings,
                            const std::vector<double>& labels, const BootstrapOptions& options) {
  if (labels.size() < 2 || options.samples < 1) return {};
  std::mt19937_64 random(options.seed);
  std::vector<double> figures;
  for (int i = 0; i < options.samples; ++i) {
    const auto indices = draw(labels.size(), random);
    figures.push_back(drawn_figure(statistic, trainings, indices, pick(labels, indices), random));
  }
  return middle(std::move(figures), options.confidence);
}

Interval bootstrap_interval(const Statistic& statistic, const std::vector<double>& predictions,
                            const std::vector<double>& labels, const BootstrapOptions& options) {
  return bootstrap_interval(statistic, Trainings{predictions}, labels, options);
}

Comparison paired_bootstrap(const Statistic& statistic, const Trainings& first, const Trainings& second,
                            const std::vector<double>& labels, const BootstrapOptions& options) {
  Comparison comparison;
  if (labels.size() < 2 || options.samples < 1) return comparison;
  comparison.difference = mean_figure(statistic, second, labels) - mean_figure(statistic, first, labels);
  std::mt19937_64 random(options.seed);
  std::vector<double> differences;
  double below = 1;
  double above = 1;
  for (int i = 0; i < options.samples; ++i) {
    const auto indices = draw(labels.size(), random);
    const auto of_labels = pick(labels, indices);
    const double of_second = drawn_figure(statistic, second, indices, of_labels, random);
    const double difference = of_second - drawn_figure(statistic, first, indices, of_labels, random);
    differences.push_back(difference);
    if (difference <= 0) ++below;
    if (difference >= 0) ++above;
  }
  comparison.interval = middle(std::move(differences), options.confidence);
  comparison.p = std::min(1.0, 2 * std::min(below, above) / (options.samples + 1.0));
  return comparison;
}

Comparison paired_bootstrap(const Statistic& statistic, const std::vector<double>& first,
                            const std::vector<double>& second, const std::vector<double>& labels,
                            const BootstrapOptions& options) {
  return paired_bootstrap(statistic, Trainings{first}, Trainings{second}, labels, options);
}

}  // namespace aesthetic::training
