// SPDX-License-Identifier: MIT
//
// What `aesthetic watch` prints with --json and publishes: one JSON object a line.
//
//   {"time":"2026-11-22T17:31:03.250+01:00","position":12.48,"overall":0.731,"attributes":{...},"model":"..."}
//
// Saved pictures have "picture" too, the name of their file.
#pragma once

#include <string>

#include "watch/live_stream.hpp"

namespace aesthetic {

std::string score_record(const LiveScore& score);
std::string picture_record(const LiveScore& score, const std::string& file);

}  // namespace aesthetic
