// SPDX-License-Identifier: MIT
//
// Tables as CSV text, as RFC 4180 says.
//
//   write_file("a.csv", csv_table({"image", "score"}, {{"a, b.jpg", "0.5"}}));
#pragma once

#include <string>
#include <vector>

namespace aesthetic::training {

// As it is, or in quotes where it has a comma, a quote or a line end; quotes within are doubled.
std::string csv_field(const std::string& text);

std::string csv_table(const std::vector<std::string>& header,
                      const std::vector<std::vector<std::string>>& rows);

}  // namespace aesthetic::training
