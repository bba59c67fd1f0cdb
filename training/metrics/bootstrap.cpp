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

Interval bootstrap_interval(const Statistic& statistic, const std::vector<double>& predictions,
                            const std::vector<double>& labels, const BootstrapOptions& options) {
  if (labels.size() < 2 || options.samples < 1) return {};
  std::mt19937_64 random(options.seed);
  std::vector<double> figures;
  for (int i = 0; i < options.samples; ++i) {
    const auto indices = draw(labels.size(), random);
    figures.push_back(statistic(pick(predictions, indices), pick(labels, indices)));
  }
  return middle(std::move(figures), options.confidence);
}

Comparison paired_bootstrap(const Statistic& statistic, const std::vector<double>& first,
                            const std::vector<double>& second, const std::vector<double>& labels,
                            const BootstrapOptions& options) {
  Comparison comparison;
  if (labels.size() < 2 || options.samples < 1) return comparison;
  comparison.difference = statistic(second, labels) - statistic(first, labels);
  std::mt19937_64 random(options.seed);
  std::vector<double> differences;
  double below = 1;
  double above = 1;
  for (int i = 0; i < options.samples; ++i) {
    const auto indices = draw(labels.size(), random);
    const auto of_labels = pick(labels, indices);
    const double difference =
        statistic(pick(second, indices), of_labels) - statistic(pick(first, indices), of_labels);
    differences.push_back(difference);
    if (difference <= 0) ++below;
    if (difference >= 0) ++above;
  }
  comparison.interval = middle(std::move(differences), options.confidence);
  comparison.p = std::min(1.0, 2 * std::min(below, above) / (options.samples + 1.0));
  return comparison;
}

}  // namespace aesthetic::training
