// SPDX-License-Identifier: MIT
//
// How many OpenMP threads may share what the calling thread runs on oneDNN, while this lives. Other threads
// of the process are not concerned.
//
//   const ThreadLimit limit(1);
//   program.run();
#pragma once

#include <omp.h>

namespace aesthetic::layers {

class ThreadLimit {
 public:
  explicit ThreadLimit(int threads) : before_(omp_get_max_threads()) { omp_set_num_threads(threads); }
  ~ThreadLimit() { omp_set_num_threads(before_); }
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  int before_;
};

}  // namespace aesthetic::layers
