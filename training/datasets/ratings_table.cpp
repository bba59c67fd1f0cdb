// SPDX-License-Identifier: MIT
#include "datasets/ratings_table.hpp"

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/lexical_cast/try_lexical_convert.hpp>
#include <boost/tokenizer.hpp>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <set>

#include "aesthetic/error.hpp"

namespace aesthetic::training {
namespace {

namespace fs = std::filesystem;
using Fields = std::vector<std::string>;

bool to_number(const std::string& text, double& value) {
  return boost::conversion::try_lexical_convert(text, value) && std::isfinite(value);
}

bool is_task_name(const std::string& name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

[[noreturn]] void refuse_rating(const std::string& text, const std::string& fault) {
  throw Error(ErrorKind::bad_data, "ratings \"" + text + "\": " + fault +
                                       "; expected TASK=CSV:COLUMN:LOWEST:HIGHEST[:cv|:holdout]");
}

// One CSV file being read, line by line.
class Reader {
 public:
  explicit Reader(const fs::path& file) : file_(file), stream_(file) {
    if (!fs::exists(file)) throw Error(ErrorKind::not_found, file.string() + ": no such file");
    if (fs::is_directory(file) || !stream_)
      throw Error(ErrorKind::unreadable, file.string() + ": cannot be read");
  }

  // The fields of the next line that is not empty; false at the end.
  bool next(Fields& fields) {
    std::string line;
    while (std::getline(stream_, line)) {
      ++line_;
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.empty()) continue;
      fields = split(line);
      return true;
    }
    if (stream_.bad()) throw Error(ErrorKind::unreadable, file_.string() + ": cannot be read to its end");
    return false;
  }

  [[noreturn]] void refuse(const std::string& fault) const {
    throw Error(ErrorKind::bad_data, file_.string() + ":" + std::to_string(line_) + ": " + fault);
  }

 private:
  Fields split(const std::string& line) const {
    using Separator = boost::escaped_list_separator<char>;
    try {
      const boost::tokenizer<Separator> fields(line, Separator());
      return {fields.begin(), fields.end()};
    } catch (const boost::escaped_list_error& fault) {
      refuse(fault.what());
    }
  }

  fs::path file_;
  std::ifstream stream_;
  int line_ = 0;
};

std::size_t column_of(const Fields& header, const std::string& name, const Reader& reader) {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) reader.refuse("no column \"" + name + "\"");
  return static_cast<std::size_t>(found - header.begin());
}

float scaled_label(const std::string& field, const Rating& rating, const Reader& reader) {
  double value = 0;
  if (!to_number(field, value)) reader.refuse(rating.column + ": \"" + field + "\" is not a number");
  if (value < rating.lowest || value > rating.highest)
    reader.refuse(rating.column + ": " + field + " is outside the range " + std::to_string(rating.lowest) +
                  " to " + std::to_string(rating.highest));
  return static_cast<float>((value - rating.lowest) / (rating.highest - rating.lowest));
}

}  // namespace

std::string describe(Protocol protocol) {
  return protocol == Protocol::cross_validation ? "five-fold cross-validation by a hash of the file name"
                                                : "a fixed fifth held out by a hash of the file name";
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
  Reader reader(file);
  RatingsTable table;
  table.name = fs::absolute(file).lexically_normal().parent_path().filename().string();
  table.protocol = ratings.front().protocol;

  Fields header;
  if (!reader.next(header)) reader.refuse("is empty; expected a header line");
  const std::size_t image = column_of(header, "image", reader);
  std::vector<std::size_t> columns;
  for (const auto& rating : ratings) columns.push_back(column_of(header, rating.column, reader));

  std::set<std::string> seen;
  for (Fields fields; reader.next(fields);) {
    if (fields.size() != header.size())
      reader.refuse(std::to_string(fields.size()) + " fields; expected " + std::to_string(header.size()));
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
