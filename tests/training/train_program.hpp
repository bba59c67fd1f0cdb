// SPDX-License-Identifier: MIT
//
// The program aesthetic-train as a person runs it, on drawn pictures.
//
//   write_inputs(folder, 80);
//   const Outcome outcome = run(folder, train_arguments(folder, "run"));
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "temporary_folder.hpp"

namespace aesthetic::test {

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

// Empty where there is no such file.
std::string text_of(const std::filesystem::path& file);

// Its output goes through files in `folder`.
Outcome run(const TemporaryFolder& folder, const std::vector<std::string>& arguments);

// As run(), but kills it as soon as it has written `file`, for the first time or anew. False when it ended
// by itself before that.
bool run_and_kill(const TemporaryFolder& folder, const std::vector<std::string>& arguments,
                  const std::filesystem::path& file);

// What trains a small network on write_inputs()'s pictures, with `out` of the folder for the results.
std::vector<std::string> train_arguments(const TemporaryFolder& folder, const std::string& out,
                                         const std::vector<std::string>& more = {});

// Drawn pictures, random weights and a card's text.
void write_inputs(const TemporaryFolder& folder, int pictures);

}  // namespace aesthetic::test
