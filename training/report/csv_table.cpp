// SPDX-License-Identifier: MIT
#include "report/csv_table.hpp"

#include <boost/algorithm/string/replace.hpp>

namespace aesthetic::training {
namespace {

std::string csv_row(const std::vector<std::string>& row) {
  std::string text;
  for (const auto& field : row) {
    if (&field != &row.front()) text += ',';
    text += csv_field(field);
  }
  return text + '\n';
}

}  // namespace

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  return '"' + boost::replace_all_copy(text, "\"", "\"\"") + '"';
}

std::string csv_table(const std::vector<std::string>& header,
                      const std::vector<std::vector<std::string>>& rows) {
  auto text = csv_row(header);
  for (const auto& row : rows) text += csv_row(row);
  return text;
}

}  // namespace aesthetic::training
