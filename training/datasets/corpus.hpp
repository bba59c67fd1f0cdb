// SPDX-License-Identifier: MIT
//
// All rated pictures of one training run: several tables, each with labels for some of the tasks.
//
//   Corpus corpus = read_corpus("data", ratings, 8);
//   Split split = split_corpus(corpus, 2);  // fold 2 is for testing
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "datasets/published_set.hpp"
#include "datasets/ratings_table.hpp"

namespace aesthetic::training {

struct CorpusPicture {
  std::filesystem::path file;
  std::string image;
  int data_set = 0;         // index into Corpus::data_sets
  int fold = 0;             // 0..fold_count-1; of a published set 0 for testing, else 1
  bool validation = false;  // for early stopping, where it is not for testing
};

struct CorpusDataSet {
  std::string name;
  Protocol protocol = Protocol::cross_validation;
  int pictures = 0;
  std::string split;  // of a published set, for people: "the official split"
};

// How the set's figures come about, for people.
std::string describe(const CorpusDataSet& data_set);

// How the raters of one task spread over the scores they could choose.
struct LabelDistribution {
  std::int64_t task = 0;
  std::int64_t bins = 0;
  std::vector<float> shares;  // pictures x bins, the lowest score first, each row of sum 1 or NaN for none
};

struct Corpus {
  std::vector<Rating> tasks;  // one for each task, in the order of the network's scores
  std::vector<CorpusDataSet> data_sets;
  std::vector<CorpusPicture> pictures;
  std::vector<float> labels;                     // pictures x tasks, in 0..1; NaN where there is no label
  std::vector<LabelDistribution> distributions;  // of the tasks that have one

  float label(std::int64_t picture, std::int64_t task) const {
    return labels[static_cast<std::size_t>(picture) * tasks.size() + static_cast<std::size_t>(task)];
  }
};

// Throws Error: what read_ratings_table throws; bad_data when a task stands twice, or the ratings of one
// table ask for different protocols.
Corpus read_corpus(const std::filesystem::path& data, const std::vector<Rating>& ratings,
                   int validation_share);

// Of a published set; `validation_share` is for sets that have no validation pictures of their own, 0: none.
// Validation pictures that stand among the test pictures too are tested on only. `tasks`: those to learn, in
// this order; empty: all. Throws Error(bad_data) for a task that the set does not rate.
Corpus make_corpus(const PublishedSet& set, const std::vector<std::string>& tasks, int validation_share);

// Without the pictures at these indices, ascending.
void leave_out(Corpus& corpus, const std::vector<std::int64_t>& pictures);

// Indices into Corpus::pictures; no picture is in two of them.
struct Split {
  std::vector<std::int64_t> train;
  std::vector<std::int64_t> validation;
  std::vector<std::int64_t> test;
};

constexpr int no_fold = -1;

// With `fold` of the cross-validated tables and fold 0 of the others for testing; with `no_fold` only
// the latter.
Split split_corpus(const Corpus& corpus, int fold);

}  // namespace aesthetic::training
