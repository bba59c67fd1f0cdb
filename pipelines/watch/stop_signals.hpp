// SPDX-License-Identifier: MIT
//
// SIGINT and SIGTERM as a wish to end cleanly; a second one ends the program at once.
//
//   const StopSignals signals;
//   while (!signals.asked()) work();
#pragma once

#include <csignal>

namespace aesthetic {

// One at a time.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  bool asked() const;

 private:
  struct sigaction before_interrupt_ = {};
  struct sigaction before_terminate_ = {};
};

}  // namespace aesthetic
