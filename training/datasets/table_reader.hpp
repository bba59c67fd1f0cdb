// SPDX-License-Identifier: MIT
//
// Reads a table of text line by line and names file and line in every complaint.
//
//   TableReader reader("labels.csv");
//   for (TableReader::Fields fields; reader.next(fields);)
//     double score = reader.number("score", fields[1], 0, 10);
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace aesthetic::training {

class TableReader {
 public:
  using Fields = std::vector<std::string>;
  static constexpr char blanks = ' ';  // any number of blanks and tabs, no quotes

  // Throws Error: not_found, unreadable.
  explicit TableReader(const std::filesystem::path& file, char separator = ',');

  // The fields of the next line that is not empty; false at the end. As in RFC 4180 a field in double quotes
  // may hold the separator, and quotes twice; but no end of a line. Throws Error: bad_data, unreadable.
  bool next(Fields& fields);

  // As next(), for a line that must be there and have `count` fields.
  bool next(Fields& fields, std::size_t count);

  // Where the column of that name stands in the header line.
  std::size_t column_of(const Fields& header, const std::string& name) const;

  // The field as a number of `lowest` to `highest`; `name` is its column.
  double number(const std::string& name, const std::string& field, double lowest, double highest) const;

  // Throws Error(bad_data) "FILE:LINE: fault".
  [[noreturn]] void refuse(const std::string& fault) const;

 private:
  Fields split(const std::string& line) const;

  std::filesystem::path file_;
  std::ifstream stream_;
  char separator_;
  int line_ = 0;
};

// A whole text as a finite number; false when it is none.
bool to_number(const std::string& text, double& value);

}  // namespace aesthetic::training
