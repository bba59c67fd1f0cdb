// SPDX-License-Identifier: MIT
#include "datasets/label_distribution.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "aesthetic/error.hpp"
#include "datasets/table_reader.hpp"

namespace aesthetic::training {
namespace {

// Labels are rounded in the tables; counts in the wrong order are further away than this, of 0..1.
constexpr double rounding = 0.02;
constexpr double most_raters = 1e6;

std::size_t task_of(const Corpus& corpus, const std::string& name) {
  for (std::size_t i = 0; i < corpus.tasks.size(); ++i)
    if (corpus.tasks[i].task == name) return i;
  throw Error(ErrorKind::bad_data, "distribution: there is no task " + name);
}

std::vector<double> read_shares(const TableReader& reader, const TableReader::Fields& fields,
                                const std::vector<std::size_t>& places,
                                const std::vector<std::string>& columns) {
  std::vector<double> shares;
  for (std::size_t i = 0; i < places.size(); ++i)
    shares.push_back(reader.number(columns[i], fields[places[i]], 0, most_raters));
  const double all = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (all <= 0) reader.refuse("no rater gave any score");
  for (auto& share : shares) share /= all;
  return shares;
}

// In 0..1.
double mean_of(const std::vector<double>& shares) {
  double mean = 0;
  for (std::size_t i = 0; i < shares.size(); ++i)
    mean += shares[i] * static_cast<double>(i) / static_cast<double>(shares.size() - 1);
  return mean;
}

// Pictures that have a label for the task, by the name in its table.
std::map<std::string, std::int64_t> pictures_with(const Corpus& corpus, std::size_t task) {
  std::map<std::string, std::int64_t> pictures;
  for (std::size_t i = 0; i < corpus.pictures.size(); ++i) {
    const auto index = static_cast<std::int64_t>(i);
    if (!std::isnan(corpus.label(index, static_cast<std::int64_t>(task))))
      pictures[corpus.pictures[i].image] = index;
  }
  return pictures;
}

}  // namespace

void add_distribution(Corpus& corpus, const std::filesystem::path& data, const std::string& task,
                      const std::vector<std::string>& columns) {
  const auto place = task_of(corpus, task);
  if (corpus.tasks[place].protocol == Protocol::published)
    throw Error(ErrorKind::bad_data, "distribution: columns of " + task + " are for tables of ratings");
  if (columns.size() < 2)
    throw Error(ErrorKind::bad_data,
                "distribution: " + task + " needs a column for each of two or more scores");
  TableReader reader(data / corpus.tasks[place].csv);
  TableReader::Fields fields;
  reader.next(fields);
  const auto width = fields.size();
  const auto image = reader.column_of(fields, "image");
  std::vector<std::size_t> places;
  places.reserve(columns.size());
  for (const auto& column : columns) places.push_back(reader.column_of(fields, column));

  const auto pictures = pictures_with(corpus, place);
  LabelDistribution distribution;
  distribution.task = static_cast<std::int64_t>(place);
  distribution.bins = static_cast<std::int64_t>(columns.size());
  distribution.shares.assign(corpus.pictures.size() * columns.size(),
                             std::numeric_limits<float>::quiet_NaN());
  while (reader.next(fields, width)) {
    const auto picture = pictures.find(fields[image]);
    if (picture == pictures.end()) continue;
    const auto shares = read_shares(reader, fields, places, columns);
    if (std::abs(mean_of(shares) - corpus.label(picture->second, distribution.task)) > rounding)
      reader.refuse("the mean of " + columns.front() + " to " + columns.back() + " is not " +
                    corpus.tasks[place].column + "; the lowest score's column comes first");
    std::copy(shares.begin(), shares.end(),
              distribution.shares.begin() + picture->second * distribution.bins);
  }
  corpus.distributions.push_back(std::move(distribution));
}

void keep_distributions(Corpus& corpus, const std::vector<std::string>& tasks) {
  std::vector<LabelDistribution> kept;
  for (const auto& task : tasks) {
    const auto place = static_cast<std::int64_t>(task_of(corpus, task));
    const auto found = std::find_if(corpus.distributions.begin(), corpus.distributions.end(),
                                    [&](const auto& distribution) { return distribution.task == place; });
    if (found == corpus.distributions.end())
      throw Error(ErrorKind::bad_data,
                  "distribution: " + task + " has none; expected TASK=COLUMN,COLUMN,... of its table");
    kept.push_back(*found);
  }
  corpus.distributions = std::move(kept);
}

}  // namespace aesthetic::training
