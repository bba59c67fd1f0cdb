// SPDX-License-Identifier: MIT
#include "metrics/rater_consistency.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include "datasets/table_reader.hpp"
#include "metrics/correlation.hpp"

namespace aesthetic::training {

std::vector<SingleRating> read_single_ratings(const std::filesystem::path& csv, const std::string& rater,
                                              const std::string& image, const std::string& score) {
  TableReader reader(csv);
  TableReader::Fields header;
  if (!reader.next(header)) reader.refuse("is empty; expected a header line");
  const auto of_rater = reader.column_of(header, rater);
  const auto of_image = reader.column_of(header, image);
  const auto of_score = reader.column_of(header, score);
  constexpr double any = std::numeric_limits<double>::max();
  std::vector<SingleRating> ratings;
  std::set<std::pair<std::string, std::string>> seen;
  for (TableReader::Fields fields; reader.next(fields, header.size());) {
    if (!seen.emplace(fields[of_rater], fields[of_image]).second)
      reader.refuse(rater + " " + fields[of_rater] + " rated " + fields[of_image] + " twice");
    ratings.push_back(
        {fields[of_rater], fields[of_image], reader.number(score, fields[of_score], -any, any)});
  }
  if (ratings.empty()) reader.refuse("has no ratings");
  return ratings;
}

std::vector<RaterConsistency> rater_consistency(const std::vector<SingleRating>& ratings, int fewest) {
  struct Sum {
    double scores = 0;
    double raters = 0;
  };
  std::map<std::string, Sum> pictures;
  std::map<std::string, std::vector<const SingleRating*>> raters;
  for (const auto& rating : ratings) {
    pictures[rating.image].scores += rating.score;
    ++pictures[rating.image].raters;
    raters[rating.rater].push_back(&rating);
  }
  std::vector<RaterConsistency> all;
  for (const auto& [rater, own] : raters) {
    std::vector<double> scores;
    std::vector<double> others;
    for (const auto* rating : own) {
      const auto& sum = pictures.at(rating->image);
      if (sum.raters < 2) continue;
      scores.push_back(rating->score);
      others.push_back((sum.scores - rating->score) / (sum.raters - 1));
    }
    const bool alike =
        std::all_of(scores.begin(), scores.end(), [&](double s) { return s == scores.front(); });
    if (static_cast<int>(scores.size()) < fewest || alike) continue;
    all.push_back({rater, static_cast<int>(scores.size()), srcc(scores, others)});
  }
  return all;
}

std::vector<RaterGroup> group_by_pictures(const std::vector<RaterConsistency>& raters,
                                          const std::vector<int>& edges) {
  std::vector<RaterGroup> groups;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    RaterGroup group{edges[i], i + 1 < edges.size() ? edges[i + 1] : 0, 0, 0};
    for (const auto& rater : raters) {
      if (rater.pictures < group.fewest || (group.most > 0 && rater.pictures >= group.most)) continue;
      ++group.raters;
      group.mean_srcc += rater.srcc;
    }
    if (group.raters > 0) group.mean_srcc /= group.raters;
    groups.push_back(group);
  }
  return groups;
}

}  // namespace aesthetic::training
