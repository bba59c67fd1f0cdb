// SPDX-License-Identifier: MIT
//
// The property `tasks`: which of a model's tasks are shown.
//
//   const TaskChoice choice = choose_tasks("overall, quality", {"quality", "simplicity"});
//   choice.attributes;  // {0}
#pragma once

#include <gst/gst.h>

#include <optional>
#include <string>
#include <vector>

namespace aesthetic {

struct TaskChoice {
  bool overall = false;
  std::vector<guint> attributes;     // indices, in the order asked for
  std::vector<std::string> unknown;  // names that no task has
};

// `text`: names with commas between, null or empty for all. `attributes`: the model's tasks but `overall`.
TaskChoice choose_tasks(const std::optional<std::string>& text, const std::vector<std::string>& attributes);

// "rule of thirds" for "rule_of_thirds".
std::string readable_name(const std::string& task);

}  // namespace aesthetic
