// SPDX-License-Identifier: MIT
//
// What was chosen, on standard output: a table for people, or a line of JSON for each frame.
//
//   ResultTable table(ResultTable::Form::text);
//   table.print("film.mp4", best_of_video(...), "aesthetic-lite");
#pragma once

#include <filesystem>
#include <string>

#include "best/best_of_video.hpp"

namespace aesthetic {

class ResultTable {
 public:
  enum class Form { text, json };

  explicit ResultTable(Form form) : form_(form) {}

  // The first call prints the heading too. Throws Error(unreadable) where standard output cannot be written.
  void print(const std::filesystem::path& video, const VideoResult& result, const std::string& model);

 private:
  Form form_;
  bool headed_ = false;
};

}  // namespace aesthetic
