// SPDX-License-Identifier: MIT
#include "report/page_data.hpp"

#include <algorithm>
#include <cmath>

namespace aesthetic {
namespace {

constexpr int full = 1'000'000;
constexpr int bins = 40;

boost::json::array figures_json(const ModelCard& card, const std::string& task) {
  boost::json::array figures;
  for (const Figure& figure : card.provenance.figures)
    if (figure.task == task)
      figures.push_back({{"data_set", figure.data_set},
                         {"protocol", figure.protocol},
                         {"images", figure.images},
                         {"srcc", figure.srcc}});
  return figures;
}

}  // namespace

int page_score(float score) {
  return static_cast<int>(std::lround(static_cast<double>(score) * full));
}

boost::json::array scores_json(const Scores& scores) {
  boost::json::array values;
  for (std::size_t i = 0; i < scores.size(); ++i) values.emplace_back(page_score(scores.value(i)));
  return values;
}

boost::json::object distribution_json(std::vector<int> values) {
  std::sort(values.begin(), values.end());
  std::vector<std::int64_t> counts(bins, 0);
  for (const int value : values)
    ++counts[static_cast<std::size_t>(std::clamp(value / (full / bins), 0, bins - 1))];
  return {{"counts", boost::json::value_from(counts)},
          {"lowest", values.front()},
          {"median", values[values.size() / 2]},
          {"highest", values.back()}};
}

boost::json::object card_json(const ModelCard& card) {
  boost::json::array tasks;
  for (const ModelOutput& output : card.outputs)
    for (const Task& task : output.tasks)
      tasks.push_back({{"name", task.name},
                       {"zero_means", task.zero_means},
                       {"one_means", task.one_means},
                       {"figures", figures_json(card, task.name)}});
  boost::json::array sets;
  for (const DataSet& set : card.provenance.data_sets)
    sets.push_back(
        {{"name", set.name}, {"images", set.images}, {"raters", set.raters}, {"terms", set.terms}});
  return {{"name", card.name},         {"architecture", card.provenance.architecture},
          {"tasks", std::move(tasks)}, {"data_sets", std::move(sets)},
          {"licence", card.licence},   {"limits", boost::json::value_from(card.limits)}};
}

}  // namespace aesthetic
