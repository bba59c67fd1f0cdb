// SPDX-License-Identifier: MIT
#include "datasets/corpus.hpp"

#include <algorithm>
#include <limits>

#include "aesthetic/error.hpp"
#include "datasets/split.hpp"

namespace aesthetic::training {
namespace {

// Indices of the ratings that stand in the same table, tables in the order of their first rating.
std::vector<std::vector<std::size_t>> by_table(const std::vector<Rating>& ratings) {
  std::vector<std::vector<std::size_t>> tables;
  for (std::size_t i = 0; i < ratings.size(); ++i) {
    const auto same = std::find_if(tables.begin(), tables.end(), [&](const auto& table) {
      return ratings[table.front()].csv.lexically_normal() == ratings[i].csv.lexically_normal();
    });
    if (same == tables.end()) {
      tables.push_back({i});
      continue;
    }
    if (ratings[same->front()].protocol != ratings[i].protocol)
      throw Error(ErrorKind::bad_data, "ratings of " + ratings[i].task + ": " + ratings[i].csv.string() +
                                           " cannot be both cv and holdout");
    same->push_back(i);
  }
  return tables;
}

void require_different_tasks(const std::vector<Rating>& ratings) {
  for (auto a = ratings.begin(); a != ratings.end(); ++a)
    for (auto b = ratings.begin(); b != a; ++b)
      if (a->task == b->task) throw Error(ErrorKind::bad_data, "ratings: task " + a->task + " stands twice");
}

}  // namespace

Corpus read_corpus(const std::filesystem::path& data, const std::vector<Rating>& ratings,
                   int validation_share) {
  if (ratings.empty())
    throw Error(ErrorKind::bad_data, "ratings: none given; a network needs at least one task");
  require_different_tasks(ratings);
  Corpus corpus;
  corpus.tasks = ratings;
  for (const auto& indices : by_table(ratings)) {
    std::vector<Rating> of_table;
    for (const auto index : indices) of_table.push_back(ratings[index]);
    auto table = read_ratings_table(data, of_table);
    const int data_set = static_cast<int>(corpus.data_sets.size());
    corpus.data_sets.push_back({table.name, table.protocol, static_cast<int>(table.pictures.size())});
    for (auto& picture : table.pictures) {
      std::vector<float> labels(ratings.size(), std::numeric_limits<float>::quiet_NaN());
      for (std::size_t i = 0; i < indices.size(); ++i) labels[indices[i]] = picture.labels[i];
      corpus.labels.insert(corpus.labels.end(), labels.begin(), labels.end());
      corpus.pictures.push_back({std::move(picture.file), picture.image, data_set, fold_of(picture.image),
                                 is_validation(picture.image, validation_share)});
    }
  }
  return corpus;
}

Split split_corpus(const Corpus& corpus, int fold) {
  Split split;
  for (std::size_t i = 0; i < corpus.pictures.size(); ++i) {
    const auto& picture = corpus.pictures[i];
    const auto protocol = corpus.data_sets[static_cast<std::size_t>(picture.data_set)].protocol;
    const bool test = protocol == Protocol::holdout ? picture.fold == 0 : picture.fold == fold;
    auto& part = test ? split.test : picture.validation ? split.validation : split.train;
    part.push_back(static_cast<std::int64_t>(i));
  }
  return split;
}

}  // namespace aesthetic::training
