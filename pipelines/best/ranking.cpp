// SPDX-License-Identifier: MIT
#include "best/ranking.hpp"

#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>

namespace aesthetic {
namespace {

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts;
  boost::algorithm::split(parts, text, [separator](char c) { return c == separator; });
  for (std::string& part : parts) boost::algorithm::trim(part);
  return parts;
}

}  // namespace

Ranking ranking_of(const std::vector<ScoredFrame>& frames, const BestSettings& settings) {
  Ranking ranking;
  const auto parts = parts_of(settings.by_text, ',');
  ranking.is_mean = parts.size() > 1;
  ranking.name = ranking.is_mean ? "choice" : parts_of(parts.front(), '=').front();
  for (const std::string& part : parts) {
    const auto sides = parts_of(part, '=');
    const std::string weight = sides.size() > 1 ? sides.back() + ' ' : "";
    ranking.by += (ranking.by.empty() ? "" : " + ") + (ranking.is_mean ? weight : "") + sides.front();
  }
  ranking.values.reserve(frames.size());
  for (const ScoredFrame& frame : frames)
    ranking.values.push_back(settings.by.value(frame.scores, settings.card.name));
  return ranking;
}

}  // namespace aesthetic
