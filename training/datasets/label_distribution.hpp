// SPDX-License-Identifier: MIT
//
// The distributions of the raters' scores that a table of ratings may hold beside their means.
//
//   Corpus corpus = read_corpus("data", ratings, 8);
//   add_distribution(corpus, "data", "overall", {"n1", "n2", "n3", "n4", "n5", "n6", "n7"});
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "datasets/corpus.hpp"

namespace aesthetic::training {

// `columns` of the task's table hold how many raters gave each score, the lowest score first. Throws
// Error(bad_data) for a task that is not there or is of a published set, fewer than two columns, and with
// file and line for a count that is none, a picture without raters, or counts whose mean is not the label.
void add_distribution(Corpus& corpus, const std::filesystem::path& data, const std::string& task,
                      const std::vector<std::string>& columns);

// Keeps the distributions of these tasks alone. Throws Error(bad_data) for a task that has none.
void keep_distributions(Corpus& corpus, const std::vector<std::string>& tasks);

}  // namespace aesthetic::training
