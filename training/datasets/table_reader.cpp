// SPDX-License-Identifier: MIT
#include "datasets/table_reader.hpp"

#include <algorithm>
#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/lexical_cast/try_lexical_convert.hpp>
#include <cmath>
#include <sstream>

#include "aesthetic/error.hpp"

namespace aesthetic::training {

bool to_number(const std::string& text, double& value) {
  return boost::conversion::try_lexical_convert(text, value) && std::isfinite(value);
}

TableReader::TableReader(const std::filesystem::path& file, char separator)
    : file_(file), stream_(file), separator_(separator) {
  if (!std::filesystem::exists(file)) throw Error(ErrorKind::not_found, file.string() + ": no such file");
  if (std::filesystem::is_directory(file) || !stream_)
    throw Error(ErrorKind::unreadable, file.string() + ": cannot be read");
}

bool TableReader::next(Fields& fields) {
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

bool TableReader::next(Fields& fields, std::size_t count) {
  if (!next(fields)) return false;
  if (fields.size() != count)
    refuse(std::to_string(fields.size()) + " fields; expected " + std::to_string(count));
  return true;
}

std::size_t TableReader::column_of(const Fields& header, const std::string& name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) refuse("no column \"" + name + "\"");
  return static_cast<std::size_t>(found - header.begin());
}

double TableReader::number(const std::string& name, const std::string& field, double lowest,
                           double highest) const {
  double value = 0;
  if (!to_number(field, value)) refuse(name + ": \"" + field + "\" is not a number");
  if (value < lowest || value > highest) {
    std::ostringstream fault;
    fault << name << ": " << field << " is outside the range " << lowest << " to " << highest;
    refuse(fault.str());
  }
  return value;
}

void TableReader::refuse(const std::string& fault) const {
  throw Error(ErrorKind::bad_data, file_.string() + ":" + std::to_string(line_) + ": " + fault);
}

TableReader::Fields TableReader::split(const std::string& line) const {
  if (separator_ == blanks) {
    Fields fields;
    const auto text = boost::trim_copy(line);
    boost::split(fields, text, boost::is_any_of(" \t"), boost::token_compress_on);
    return fields;
  }
  Fields fields(1);  // boost::escaped_list_separator knows no doubled quotes
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (line[i] == '"') {
      quoted = !quoted;
    } else if (line[i] == separator_ && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  if (quoted) refuse("a double quote is not closed");
  return fields;
}

}  // namespace aesthetic::training
