// SPDX-License-Identifier: MIT
//
// The options that say which rated pictures a command works on, the same for every command that needs some.
//
//   add_corpus_options(options);
//   ...
//   const Corpus corpus = read_corpus(corpus_options(values), log);
#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/variables_map.hpp>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "datasets/corpus.hpp"

namespace aesthetic::training {

struct CorpusOptions {
  std::filesystem::path data;
  std::vector<Rating> ratings;     // general tables, or
  std::string data_set;            // a published set; empty: none
  std::vector<std::string> tasks;  // of the set; empty: all
  PublishedSetOptions published;
  int validation_share = 8;
  bool skip_broken = false;
  // TASK=COLUMN,COLUMN,... of its table, or TASK of a set that has distributions.
  std::vector<std::string> distributions;
};

void add_corpus_options(boost::program_options::options_description& options);

// Ratings on the command line replace a recipe's data set, and the reverse.
void drop_replaced_source(const boost::program_options::variables_map& command_line,
                          boost::program_options::parsed_options& recipe);

// read_command_line() of a command that takes these from a recipe too (option "recipe"), of whose other
// options it knows nothing. Throws what that throws; Error(not_found) for a recipe that is not there.
std::optional<boost::program_options::variables_map> read_corpus_command_line(
    const Call& call, const boost::program_options::options_description& options, std::ostream& out);

// Throws Error(bad_data) naming the option with a wrong value, or when neither ratings nor a data set is
// given.
CorpusOptions corpus_options(const boost::program_options::variables_map& values);

// Tells on `log` which pictures were left out. Throws Error: what read_corpus and read_published_set throw.
Corpus read_corpus(const CorpusOptions& options, std::ostream& log);

}  // namespace aesthetic::training
