// SPDX-License-Identifier: MIT
//
// All stretches of the process together run on no more threads than it may use cores: who would need more
// waits for another to finish, in the order of asking. Threads that share a picture wait for each other some
// 70 times; with more of them than cores most of that time goes into waiting for one that does not run.
//
//   const CoreShare share(threads);
//   program.run();
#pragma once

namespace aesthetic::layers {

// Cores that the process may use, by its affinity and its control group.
int usable_cores();

class CoreShare {
 public:
  // More `threads` than cores count as all cores. Not for who has one already.
  explicit CoreShare(int threads);
  ~CoreShare();
  CoreShare(const CoreShare&) = delete;
  CoreShare& operator=(const CoreShare&) = delete;

 private:
  int cores_;
};

}  // namespace aesthetic::layers
