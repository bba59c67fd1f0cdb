// SPDX-License-Identifier: MIT
//
// The record of a training as JSON, there and back.
#pragma once

#include <string>
#include <vector>

#include "report/checkpoint.hpp"

namespace aesthetic::training {

std::string to_json(const TrainingRecord& record);

// Throws what Boost.JSON throws when a field is missing or of another type.
TrainingRecord record_from_json(const std::string& text);

}  // namespace aesthetic::training
