// SPDX-License-Identifier: MIT
//
// Runs the program `aesthetic` as a person does, with the test network for its model.
//
//   const Outcome outcome = run_aesthetic({"score", "missing.png"});
//   EXPECT_EQ(outcome.status, 1);
//   EXPECT_EQ(outcome.err, "aesthetic: missing.png: no such file\n");
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "aesthetic/model_card.hpp"

namespace aesthetic::test {

struct Outcome {
  int status = -1;  // of the exit; -1 when a signal ended it
  std::string out;
  std::string err;
};

// More variables for the environment in `environment`.
Outcome run_aesthetic(const std::vector<std::string>& arguments,
                      const std::map<std::string, std::string>& environment = {});

// The test network that gives the mean of each colour: overall, red, green, blue in 0..1.
std::filesystem::path mean_network();

// The same, in `folder`, with a card that says what frames are to be chosen by.
std::filesystem::path network_that_chooses_by(const std::vector<TaskWeight>& choice,
                                              const std::filesystem::path& folder);

std::vector<std::string> lines_of(const std::string& text);
std::string text_of(const std::filesystem::path& file);

}  // namespace aesthetic::test
