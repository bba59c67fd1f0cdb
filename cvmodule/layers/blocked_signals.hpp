// SPDX-License-Identifier: MIT
//
// Threads started while this lives get no signals: those are for the threads of the program that knows what
// to do with them.
//
//   const BlockedSignals blocked;
//   std::thread helper(work);
#pragma once

#include <pthread.h>
#include <signal.h>

namespace aesthetic::layers {

class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace aesthetic::layers
