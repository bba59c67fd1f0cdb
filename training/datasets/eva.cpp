// SPDX-License-Identifier: MIT
//
// EVA (Kang and others 2020, "EVA: an explainable visual aesthetics dataset",
// https://doi.org/10.1145/3423268.3423590): 4,070 pictures with 30 to 40 votes each: a score in 0..10 and
// four attributes in 1..4, which are averaged for each picture.
//
// data/votes_filtered.csv, separated by "=", with the columns image_id, score, visual, composition, quality
// and semantic among others; pictures images/EVA_together/ID.jpg.
//
// It has no official split. As Soydaner and Wagemans 2023 do, 570 pictures are for testing, the other 3,500
// for training; which ones, they do not say: here the seed decides.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <string>

#include "aesthetic/error.hpp"
#include "datasets/published_set.hpp"
#include "datasets/table_reader.hpp"

namespace aesthetic::training {
namespace {

namespace fs = std::filesystem;

const std::vector<PublishedTask> tasks = {{"overall", "score", 0, 10},
                                          {"light_and_color", "visual", 1, 4},
                                          {"composition_and_depth", "composition", 1, 4},
                                          {"quality", "quality", 1, 4},
                                          {"semantics", "semantic", 1, 4}};

struct Votes {
  std::array<double, 5> sums = {};
  std::array<double, 11> scores = {};  // how many gave 0..10
  double count = 0;
};

std::map<std::string, Votes> read_votes(const fs::path& file) {
  TableReader reader(file, '=');
  TableReader::Fields header;
  if (!reader.next(header)) reader.refuse("is empty; expected a header line");
  const auto image = reader.column_of(header, "image_id");
  std::vector<std::size_t> columns;
  columns.reserve(tasks.size());
  for (const auto& task : tasks) columns.push_back(reader.column_of(header, task.column));
  std::map<std::string, Votes> votes;
  for (TableReader::Fields fields; reader.next(fields, header.size());) {
    auto& of_picture = votes[fields[image]];
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      const auto vote = reader.number(tasks[i].column, fields[columns[i]], tasks[i].lowest, tasks[i].highest);
      of_picture.sums[i] += vote;
      if (i == 0) ++of_picture.scores[static_cast<std::size_t>(std::lround(vote))];
    }
    ++of_picture.count;
  }
  if (votes.empty()) reader.refuse("has no votes");
  return votes;
}

// std::shuffle draws in another way in every library.
void shuffle(std::vector<PublishedPicture*>& pictures, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (std::size_t left = pictures.size(); left > 1; --left)
    std::swap(pictures[left - 1], pictures[random() % left]);
}

void split(PublishedSet& set, const PublishedSetOptions& options) {
  const auto test = static_cast<std::size_t>(std::max(options.test_pictures, 0));
  if (test >= set.pictures.size())
    throw Error(ErrorKind::bad_data, "test-pictures: " + std::to_string(test) + " of the " +
                                         std::to_string(set.pictures.size()) +
                                         " pictures with votes; none are left for training");
  std::vector<PublishedPicture*> order;
  for (auto& picture : set.pictures) order.push_back(&picture);
  shuffle(order, options.seed);
  for (std::size_t i = 0; i < test; ++i) order[i]->part = Part::test;
  set.split = std::to_string(set.pictures.size() - test) + " pictures for training and " +
              std::to_string(test) + " for testing, drawn with seed " + std::to_string(options.seed);
}

PublishedSet read_eva(const fs::path& folder, const PublishedSetOptions& options) {
  const auto file = folder / "data" / "votes_filtered.csv";
  if (!fs::exists(file))
    throw Error(ErrorKind::bad_data,
                folder.string() + ": no labels of EVA: data/votes_filtered.csv is not there");
  PublishedSet set;
  set.name = "eva";
  set.tasks = tasks;
  for (const auto& [id, votes] : read_votes(file)) {
    PublishedPicture picture;
    picture.image = id + ".jpg";
    picture.file = folder / "images" / "EVA_together" / picture.image;
    for (const auto sum : votes.sums) picture.labels.push_back(sum / votes.count);
    for (const auto score : votes.scores) picture.distribution.push_back(score / votes.count);
    set.pictures.push_back(std::move(picture));
  }
  split(set, options);
  return set;
}

const PublishedSetRegistration registration("eva", read_eva);

}  // namespace
}  // namespace aesthetic::training
