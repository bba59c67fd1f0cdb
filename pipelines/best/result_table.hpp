// SPDX-License-Identifier: MIT
//
// What was chosen, on standard output: a table for people, or a line of JSON for each frame.
//
//   ResultTable table(ResultTable::Form::text);
//   table.print("film.mp4", frames, chosen, files, "aesthetic-lite");
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "best/selection.hpp"

namespace aesthetic {

class ResultTable {
 public:
  enum class Form { text, json };

  explicit ResultTable(Form form) : form_(form) {}

  // `files` are those of the chosen frames, best one first. The first call prints the heading too.
  // Throws Error(unreadable) where standard output cannot be written.
  void print(const std::filesystem::path& video, const std::vector<ScoredFrame>& chosen,
             const std::vector<std::filesystem::path>& files, const std::string& model);

 private:
  Form form_;
  bool headed_ = false;
};

}  // namespace aesthetic
