// SPDX-License-Identifier: MIT
//
// AVA (Murray and others 2012, "AVA: a large-scale database for aesthetic visual analysis"): a quarter of a
// million pictures with how many people gave each score of 1..10. Kept as distributions; the task overall is
// their mean.
//
// AVA.txt: number, picture's id, the ten counts, two tags, the challenge; pictures images/ID.jpg. The
// official lists of test pictures go by challenge; here a fifth is held out by a hash of the file name.
#include <numeric>
#include <set>
#include <string>

#include "aesthetic/error.hpp"
#include "datasets/published_set.hpp"
#include "datasets/ratings_table.hpp"
#include "datasets/split.hpp"
#include "datasets/table_reader.hpp"

namespace aesthetic::training {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t line_fields = 15;
constexpr std::size_t first_count = 2;
constexpr std::size_t score_count = 10;

double mean_score(const std::vector<double>& distribution) {
  double mean = 0;
  for (std::size_t i = 0; i < distribution.size(); ++i) mean += static_cast<double>(i + 1) * distribution[i];
  return mean;
}

std::vector<double> read_distribution(const TableReader& reader, const TableReader::Fields& fields) {
  std::vector<double> counts;
  for (std::size_t i = 0; i < score_count; ++i)
    counts.push_back(reader.number("votes for " + std::to_string(i + 1), fields[first_count + i], 0, 1e6));
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
  if (all <= 0) reader.refuse("picture " + fields[1] + " has no votes");
  for (auto& count : counts) count /= all;
  return counts;
}

PublishedSet read_ava(const fs::path& folder, const PublishedSetOptions& /*options*/) {
  const auto file = folder / "AVA.txt";
  if (!fs::exists(file))
    throw Error(ErrorKind::bad_data, folder.string() + ": no labels of AVA: AVA.txt is not there");
  PublishedSet set;
  set.name = "ava";
  set.split = describe(Protocol::holdout);
  set.tasks = {{"overall", "mean of the scores", 1, 10}};
  TableReader reader(file, TableReader::blanks);
  std::set<std::string> seen;
  for (TableReader::Fields fields; reader.next(fields, line_fields);) {
    PublishedPicture picture;
    picture.image = fields[1] + ".jpg";
    if (!seen.insert(picture.image).second) reader.refuse("picture " + fields[1] + " is named twice");
    picture.file = folder / "images" / picture.image;
    picture.distribution = read_distribution(reader, fields);
    picture.labels = {mean_score(picture.distribution)};
    picture.part = fold_of(picture.image) == 0 ? Part::test : Part::train;
    set.pictures.push_back(std::move(picture));
  }
  if (set.pictures.empty()) reader.refuse("has no pictures");
  return set;
}

const PublishedSetRegistration registration("ava", read_ava);

}  // namespace
}  // namespace aesthetic::training
