// SPDX-License-Identifier: MIT
//
// What only a person can write into a model card, as JSON beside the recipe:
//
//   {"name": "aesthetic-lite", "architecture": "...", "licence": "MIT", "limits": ["..."],
//    "tasks": {"overall": {"zero_means": "...", "one_means": "..."}},
//    "data_sets": {"oasis_beauty": {"name": "...", "source": "...", "terms": "...", "raters": "..."}},
//    "trials": [{"what": "...", "figures": [{"task": "overall", "data_set": "oasis_beauty", "protocol":
//    "...",
//                                            "images": 594, "srcc": 0.6, "plcc": 0.6}]}]}
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "aesthetic/model_card.hpp"

namespace aesthetic::training {

struct CardText {
  std::string name;
  std::string architecture;
  std::string licence;
  std::vector<std::string> limits;
  std::map<std::string, Task> tasks;         // zero_means and one_means by task
  std::map<std::string, DataSet> data_sets;  // all but the number of images, by folder
  std::vector<Trial> trials;
  std::vector<TaskWeight> choice;  // "choice": {"overall": 0.5, "top": 0.5}, may be left out
};

// Throws Error: not_found, unreadable; bad_data "FILE: what is missing or of another type".
CardText read_card_text(const std::filesystem::path& file);

}  // namespace aesthetic::training
