// SPDX-License-Identifier: MIT
//
// The general table of rated pictures: a CSV file with a header line, and the pictures in the folder
// `images/` beside it. The column `image` names the picture; one column of numbers is one task's labels.
//
//   auto rating = parse_rating("overall=oasis_beauty/labels.csv:beauty_mean:1:7");
//   RatingsTable table = read_ratings_table("data", {rating});
//   std::cout << table.name << ' ' << table.pictures.size() << '\n';  // oasis_beauty 594
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aesthetic::training {

enum class Protocol {
  cross_validation,  // five-fold: each picture is predicted by a network that was trained without its fold
  holdout,           // fold 0 is never trained on, whichever fold is being tested
  published          // the data set says which pictures are for testing; the same in every fold
};

// "five-fold cross-validation by a hash of the file name", for people.
std::string describe(Protocol protocol);
// Whether the same pictures are for testing in every fold.
inline bool has_fixed_test(Protocol protocol) {
  return protocol != Protocol::cross_validation;
}

// Where one task's labels stand and what they mean.
struct Rating {
  std::string task;
  std::filesystem::path csv;  // relative to the data folder
  std::string column;
  double lowest = 0;   // becomes 0
  double highest = 1;  // becomes 1
  Protocol protocol = Protocol::cross_validation;
};

// Reads TASK=CSV:COLUMN:LOWEST:HIGHEST[:cv|:holdout]. Throws Error(bad_data) that shows the text.
Rating parse_rating(const std::string& text);

struct RatedPicture {
  std::filesystem::path file;
  std::string image;          // as the table names it
  std::vector<float> labels;  // in 0..1, one for each rating asked for
};

struct RatingsTable {
  std::string name;  // of the folder that holds the table
  Protocol protocol = Protocol::cross_validation;
  std::vector<RatedPicture> pictures;
};

// Reads one table; `ratings` (at least one) all name its CSV. Throws Error: not_found, unreadable; bad_data
// "FILE:LINE: what is wrong" for a missing column, a row of another length, a label that is no number or
// outside the range, a picture that is missing or named twice, a table without pictures.
RatingsTable read_ratings_table(const std::filesystem::path& data, const std::vector<Rating>& ratings);

}  // namespace aesthetic::training
