// SPDX-License-Identifier: MIT
//
// Scores and the model card as the scripts of the pages take them.
//
//   data["model"] = card_json(card);
//   data["distribution"] = distribution_json(values_of_each_task);
#pragma once

#include <boost/json.hpp>
#include <vector>

#include "aesthetic/model_card.hpp"
#include "aesthetic/scores.hpp"

namespace aesthetic {

// Whole millionths: shorter in a file than fractions, and fine enough to be rounded again.
int page_score(float score);

// All of them, `overall` first.
boost::json::array scores_json(const Scores& scores);

// {"counts": [...], "lowest", "median", "highest"}: how often values lie in each of 40 equal parts of 0..1.
// `values`: page scores, at least one.
boost::json::object distribution_json(std::vector<int> values);

// The card in short: name, architecture, tasks with their figures, data sets, licence, limits.
boost::json::object card_json(const ModelCard& card);

}  // namespace aesthetic
