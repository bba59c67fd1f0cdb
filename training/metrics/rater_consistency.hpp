// SPDX-License-Identifier: MIT
//
// How well single people agree with the mean of the others: what a network's SRCC is to be measured by.
//
//   const auto raters = rater_consistency(read_single_ratings("ratings.csv", "rater", "image", "beauty"));
//   for (const auto& group : group_by_pictures(raters, {0, 100, 200})) ...
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aesthetic::training {

struct SingleRating {
  std::string rater;
  std::string image;
  double score = 0;
};

// A CSV table of single ratings with columns of these names. Throws Error: not_found, unreadable; bad_data
// for a missing column, a score that is no number, a person who rated a picture twice.
std::vector<SingleRating> read_single_ratings(const std::filesystem::path& csv, const std::string& rater,
                                              const std::string& image, const std::string& score);

struct RaterConsistency {
  std::string rater;
  int pictures = 0;  // rated by this person and at least one other
  double srcc = 0;   // of this person's scores with the means of the others' for the same pictures
};

// Everybody who rated at least `fewest` such pictures, and not all alike: without an order there is none to
// compare.
std::vector<RaterConsistency> rater_consistency(const std::vector<SingleRating>& ratings, int fewest = 3);

struct RaterGroup {
  int fewest = 0;  // pictures
  int most = 0;    // below this; 0: no end
  int raters = 0;
  double mean_srcc = 0;
};

// `edges`: ascending; the last group has no end.
std::vector<RaterGroup> group_by_pictures(const std::vector<RaterConsistency>& raters,
                                          const std::vector<int>& edges);

}  // namespace aesthetic::training
