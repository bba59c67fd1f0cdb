// SPDX-License-Identifier: MIT
#include "datasets/corpus.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <set>

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

[[noreturn]] void refuse_task(const PublishedSet& set, const std::string& name) {
  std::string known;
  for (const auto& task : set.tasks) known.append(" ").append(task.name);
  throw Error(ErrorKind::bad_data, "tasks: " + set.name + " rates no " + name + "; it rates" + known);
}

// Places of the wanted tasks in the set; all of them where none are named.
std::vector<std::size_t> chosen_tasks(const PublishedSet& set, const std::vector<std::string>& names) {
  std::vector<std::size_t> chosen;
  for (const auto& name : names) {
    const auto found = std::find_if(set.tasks.begin(), set.tasks.end(),
                                    [&](const PublishedTask& task) { return task.name == name; });
    if (found == set.tasks.end()) refuse_task(set, name);
    chosen.push_back(static_cast<std::size_t>(found - set.tasks.begin()));
  }
  for (std::size_t i = 0; names.empty() && i < set.tasks.size(); ++i) chosen.push_back(i);
  return chosen;
}

void add_shares(Corpus& corpus, const std::vector<double>& distribution) {
  for (auto& all : corpus.distributions)
    for (const double share : distribution) all.shares.push_back(static_cast<float>(share));
}

}  // namespace

std::string describe(const CorpusDataSet& data_set) {
  return data_set.split.empty() ? describe(data_set.protocol) : data_set.split;
}

Corpus make_corpus(const PublishedSet& set, const std::vector<std::string>& tasks, int validation_share) {
  Corpus corpus;
  const auto chosen = chosen_tasks(set, tasks);
  for (const auto task : chosen)
    corpus.tasks.push_back({set.tasks[task].name, set.name, set.tasks[task].column, set.tasks[task].lowest,
                            set.tasks[task].highest, Protocol::published});
  require_different_tasks(corpus.tasks);
  // Only the first task of a set, overall, has one.
  const auto& first = set.pictures.front().distribution;
  if (const auto overall = std::find(chosen.begin(), chosen.end(), 0U);
      overall != chosen.end() && !first.empty())
    corpus.distributions = {{overall - chosen.begin(), static_cast<std::int64_t>(first.size()), {}}};
  std::set<std::string> tested;
  bool has_validation = false;
  for (const auto& picture : set.pictures) {
    if (picture.part == Part::test) tested.insert(picture.image);
    has_validation = has_validation || picture.part == Part::validation;
  }
  for (const auto& picture : set.pictures) {
    const bool test = picture.part == Part::test;
    if (!test && tested.count(picture.image) > 0) continue;
    const bool validation = has_validation ? picture.part == Part::validation
                                           : !test && is_validation(picture.image, validation_share);
    corpus.pictures.push_back({picture.file, picture.image, 0, test ? 0 : 1, validation});
    add_shares(corpus, picture.distribution);
    for (const auto task : chosen) {
      const auto& range = set.tasks[task];
      corpus.labels.push_back(
          static_cast<float>((picture.labels[task] - range.lowest) / (range.highest - range.lowest)));
    }
  }
  corpus.data_sets = {{set.name, Protocol::published, static_cast<int>(corpus.pictures.size()), set.split}};
  return corpus;
}

void leave_out(Corpus& corpus, const std::vector<std::int64_t>& pictures) {
  const auto tasks = static_cast<std::ptrdiff_t>(corpus.tasks.size());
  for (auto picture = pictures.rbegin(); picture != pictures.rend(); ++picture) {
    const auto at = corpus.pictures.begin() + *picture;
    --corpus.data_sets[static_cast<std::size_t>(at->data_set)].pictures;
    corpus.pictures.erase(at);
    const auto labels = corpus.labels.begin() + *picture * tasks;
    corpus.labels.erase(labels, labels + tasks);
    for (auto& distribution : corpus.distributions) {
      const auto shares = distribution.shares.begin() + *picture * distribution.bins;
      distribution.shares.erase(shares, shares + distribution.bins);
    }
  }
}

Corpus read_corpus(const std::filesystem::path& data, const std::vector<Rating>& ratings,
                   int validation_share) {
  if (ratings.empty())
    throw Error(ErrorKind::bad_data, "ratings: none given; a network needs at least one task");
  require_different_tasks(ratings);
  Corpus corpus;
  corpus.tasks = ratings;
  for (const auto& indices : by_table(ratings)) {
    std::vector<Rating> of_table;
    of_table.reserve(indices.size());
    for (const auto index : indices) of_table.push_back(ratings[index]);
    auto table = read_ratings_table(data, of_table);
    const int data_set = static_cast<int>(corpus.data_sets.size());
    corpus.data_sets.push_back({table.name, table.protocol, static_cast<int>(table.pictures.size()), {}});
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
    const bool test = has_fixed_test(protocol) ? picture.fold == 0 : picture.fold == fold;
    auto& part = test ? split.test : picture.validation ? split.validation : split.train;
    part.push_back(static_cast<std::int64_t>(i));
  }
  return split;
}

}  // namespace aesthetic::training
