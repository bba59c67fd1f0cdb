// SPDX-License-Identifier: MIT
#include "task_choice.hpp"

#include <algorithm>
#include <boost/algorithm/string.hpp>
#include <numeric>

#include "aesthetic/score_meta.h"

namespace aesthetic {

TaskChoice choose_tasks(const std::optional<std::string>& text, const std::vector<std::string>& attributes) {
  TaskChoice choice;
  std::vector<std::string> names;
  if (text) boost::split(names, *text, [](char c) { return c == ','; });
  for (std::string& name : names) boost::trim(name);
  names.erase(std::remove(names.begin(), names.end(), ""), names.end());
  if (names.empty()) {
    choice.overall = true;
    choice.attributes.resize(attributes.size());
    std::iota(choice.attributes.begin(), choice.attributes.end(), 0U);
  }
  for (const std::string& name : names) {
    const auto found = std::find(attributes.begin(), attributes.end(), name);
    const auto index = static_cast<guint>(found - attributes.begin());
    if (name == AESTHETIC_SCORE_OVERALL) {
      choice.overall = true;
    } else if (found == attributes.end()) {
      choice.unknown.push_back(name);
    } else if (std::find(choice.attributes.begin(), choice.attributes.end(), index) ==
               choice.attributes.end()) {
      choice.attributes.push_back(index);
    }
  }
  return choice;
}

std::string readable_name(const std::string& task) {
  return boost::replace_all_copy(task, "_", " ");
}

}  // namespace aesthetic
