// SPDX-License-Identifier: MIT
//
// How much memory the process holds.
//
//   const double before = resident_megabytes();
#pragma once

#include <unistd.h>

#include <fstream>

namespace aesthetic::test {

inline double resident_megabytes() {
  std::ifstream statm("/proc/self/statm");
  double all = 0;
  double resident = 0;
  statm >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

}  // namespace aesthetic::test
