// SPDX-License-Identifier: MIT
#include "cli/corpus_options.hpp"

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/program_options.hpp>
#include <fstream>
#include <ostream>

#include "aesthetic/error.hpp"
#include "datasets/broken_pictures.hpp"
#include "datasets/label_distribution.hpp"

namespace aesthetic::training {

namespace po = boost::program_options;

void add_corpus_options(po::options_description& options) {
  options.add_options()("data", po::value<std::string>()->required(),
                        "folder of the data set, or with the tables of rated pictures")(
      "ratings", po::value<std::vector<std::string>>(),
      "TASK=CSV:COLUMN:LOWEST:HIGHEST[:cv|:holdout], once for each task; CSV relative to --data")(
      "data-set", po::value<std::string>()->default_value(""),
      "instead of ratings, a data set in its authors' layout: aadb, ava or eva")(
      "tasks", po::value<std::string>()->default_value(""),
      "tasks of the data set to take, overall first, as overall,content; all of them")(
      "split-seed", po::value<std::uint64_t>()->default_value(1),
      "draws the test pictures of a data set that has no official split")(
      "test-pictures", po::value<int>()->default_value(570), "how many of such a data set")(
      "validation-share", po::value<int>()->default_value(8),
      "one training picture in so many judges the epochs, where the data set does not say which; 0: none")(
      "skip-broken", po::bool_switch(), "leave out pictures that are missing or broken, and name them");
}

void drop_replaced_source(const po::variables_map& command_line, po::parsed_options& recipe) {
  std::string replaced;
  if (command_line.count("ratings") > 0) replaced = "data-set";
  if (!command_line["data-set"].defaulted()) replaced = "ratings";
  auto& options = recipe.options;
  options.erase(std::remove_if(options.begin(), options.end(),
                               [&](const auto& option) { return option.string_key == replaced; }),
                options.end());
}

std::optional<po::variables_map> read_corpus_command_line(const Call& call,
                                                          const po::options_description& options,
                                                          std::ostream& out) {
  po::variables_map values;
  po::store(po::command_line_parser(call.arguments).options(options).positional({}).run(), values);
  if (values.count("help") > 0) {
    out << options;
    return std::nullopt;
  }
  if (values.count("recipe") > 0) {
    const auto& recipe = values["recipe"].as<std::string>();
    if (!std::ifstream(recipe)) throw Error(ErrorKind::not_found, recipe + ": no such file");
    auto from_recipe = po::parse_config_file(recipe.c_str(), options, true);
    drop_replaced_source(values, from_recipe);
    po::store(from_recipe, values);
  }
  po::notify(values);
  return values;
}

CorpusOptions corpus_options(const po::variables_map& values) {
  CorpusOptions options;
  options.data = values["data"].as<std::string>();
  options.data_set = values["data-set"].as<std::string>();
  if (values.count("ratings") > 0)
    for (const auto& text : values["ratings"].as<std::vector<std::string>>())
      options.ratings.push_back(parse_rating(text));
  if (options.ratings.empty() == options.data_set.empty())
    throw Error(ErrorKind::bad_data, options.ratings.empty() ? "ratings: none given, and no data-set"
                                                             : "ratings, data-set: only one of them, please");
  const auto tasks = values["tasks"].as<std::string>();
  if (!tasks.empty()) boost::split(options.tasks, tasks, boost::is_any_of(","));
  options.skip_broken = values["skip-broken"].as<bool>();
  options.published.skip_missing = options.skip_broken;
  options.published.seed = values["split-seed"].as<std::uint64_t>();
  options.published.test_pictures = values["test-pictures"].as<int>();
  options.validation_share = values["validation-share"].as<int>();
  if (options.validation_share != 0 && options.validation_share < 2)
    throw Error(ErrorKind::bad_data, "validation-share: must be 0, or 2 or more");
  if (options.published.test_pictures < 0)
    throw Error(ErrorKind::bad_data, "test-pictures: must be 0 or more");
  return options;
}

namespace {

void choose_distributions(Corpus& corpus, const CorpusOptions& options) {
  std::vector<std::string> tasks;
  for (const auto& text : options.distributions) {
    const auto equals = text.find('=');
    tasks.push_back(text.substr(0, equals));
    if (std::count(tasks.begin(), tasks.end(), tasks.back()) > 1)
      throw Error(ErrorKind::bad_data, "distribution: task " + tasks.back() + " stands twice");
    if (equals == std::string::npos) continue;
    std::vector<std::string> columns;
    const auto right = text.substr(equals + 1);
    boost::split(columns, right, boost::is_any_of(","));
    add_distribution(corpus, options.data, tasks.back(), columns);
  }
  keep_distributions(corpus, tasks);
}

}  // namespace

Corpus read_corpus(const CorpusOptions& options, std::ostream& log) {
  Corpus corpus;
  if (options.data_set.empty()) {
    corpus = read_corpus(options.data, options.ratings, options.validation_share);
  } else {
    const auto set = read_published_set(options.data_set, options.data, options.published);
    for (const auto& image : set.missing) log << set.name << ": left out, missing: " << image << '\n';
    corpus = make_corpus(set, options.tasks, options.validation_share);
    if (const auto twice = set.pictures.size() - corpus.pictures.size(); twice > 0)
      log << set.name << ": " << twice
          << " pictures stand both in the test part and in another; they are only tested on\n";
  }
  choose_distributions(corpus, options);
  if (!options.skip_broken) return corpus;
  const auto broken = broken_pictures(corpus);
  for (const auto& fault : broken.faults) log << "left out: " << fault << '\n';
  leave_out(corpus, broken.pictures);
  if (corpus.pictures.empty())
    throw Error(ErrorKind::bad_data, options.data.string() + ": no picture is whole");
  return corpus;
}

}  // namespace aesthetic::training
