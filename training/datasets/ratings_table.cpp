// SPDX-License-Identifier: MIT
#include "datasets/ratings_table.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <cstddef>
#include <set>

#include "aesthetic/error.hpp"
#include "datasets/table_reader.hpp"

namespace aesthetic::training {
namespace {

namespace fs = std::filesystem;
using Fields = TableReader::Fields;

bool is_task_name(const std::string& name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

[[noreturn]] void refuse_rating(const std::string& text, const std::string& fault) {
  throw Error(ErrorKind::bad_data, "ratings \"" + text + "\": " + fault +
                                       "; expected TASK=CSV:COLUMN:LOWEST:HIGHEST[:cv|:holdout]");
}

float scaled_label(const std::string& field, const Rating& rating, const TableReader& reader) {
  const double value = reader.number(rating.column, field, rating.lowest, rating.highest);
  return static_cast<float>((value - rating.lowest) / (rating.highest - rating.lowest));
}

}  // namespace

std::string describe(Protocol protocol) {
  switch (protocol) {
    case Protocol::cross_validation:
      return "five-fold cross-validation by a hash of the file name";
    case Protocol::holdout:
      return "a fixed fifth held out by a hash of the file name";
    case Protocol::published:
      return "the data set's own split";
  }
  return {};
}

Rating parse_rating(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) refuse_rating(text, "no \"=\"");
  Rating rating;
  rating.task = boost::trim_copy(text.substr(0, equals));
  if (!is_task_name(rating.task))
    refuse_rating(text, "a task's name is lower-case letters, digits and \"_\"");
  Fields parts;
  const std::string right = boost::trim_copy(text.substr(equals + 1));
  boost::split(parts, right, boost::is_any_of(":"));
  if (parts.size() != 4 && parts.size() != 5) refuse_rating(text, std::to_string(parts.size()) + " parts");
  rating.csv = parts[0];
  rating.column = parts[1];
  if (!to_number(parts[2], rating.lowest) || !to_number(parts[3], rating.highest) ||
      rating.lowest >= rating.highest)
    refuse_rating(text, "the range must be two numbers, the lower one first");
  if (parts.size() == 5) {
    if (parts[4] != "cv" && parts[4] != "holdout") refuse_rating(text, "\"" + parts[4] + "\" is no protocol");
    rating.protocol = parts[4] == "cv" ? Protocol::cross_validation : Protocol::holdout;
  }
  return rating;
}

RatingsTable read_ratings_table(const fs::path& data, const std::vector<Rating>& ratings) {
  const fs::path file = data / ratings.front().csv;
  TableReader reader(file);
  RatingsTable table;
  table.name = fs::absolute(file).lexically_normal().parent_path().filename().string();
  table.protocol = ratings.front().protocol;

  Fields header;
  if (!reader.next(header)) reader.refuse("is empty; expected a header line");
  const std::size_t image = reader.column_of(header, "image");
  std::vector<std::size_t> columns;
  columns.reserve(ratings.size());
  for (const auto& rating : ratings) columns.push_back(reader.column_of(header, rating.column));

  std::set<std::string> seen;
  for (Fields fields; reader.next(fields, header.size());) {
    RatedPicture picture{file.parent_path() / "images" / fields[image], fields[image], {}};
    if (!seen.insert(picture.image).second) reader.refuse("picture " + picture.image + " is named twice");
    if (!fs::is_regular_file(picture.file)) reader.refuse("picture " + picture.file.string() + " is missing");
    for (std::size_t i = 0; i < ratings.size(); ++i)
      picture.labels.push_back(scaled_label(fields[columns[i]], ratings[i], reader));
    table.pictures.push_back(std::move(picture));
  }
  if (table.pictures.empty()) reader.refuse("has no pictures");
  return table;
}

}  // namespace aesthetic::training
