// SPDX-License-Identifier: MIT
//
// Moments as text, in local time.
//
//   wall_time_text(now)   2026-11-22T17:31:03.250+01:00
//   clock_time_text(now)  17:31:03
//   file_time_text(now)   2026-11-22_17-31-03.250
#pragma once

#include <chrono>
#include <string>

namespace aesthetic {

using WallTime = std::chrono::system_clock::time_point;

std::string wall_time_text(WallTime time);
std::string clock_time_text(WallTime time);
// Sorts by time (but for the hour that is there twice in autumn), and any file system takes it.
std::string file_time_text(WallTime time);

}  // namespace aesthetic
