// SPDX-License-Identifier: MIT
//
// Threads that share work of many short steps, each cut into parts: whoever is free takes the next part, and
// a step begins when the one before it is done. Who waits for that spins shortly, then sleeps; nobody waits
// for a thread that sleeps or is kept from running before it has taken a part. (OpenMP's teams do: every
// thread has its share of every loop, however late it comes.)
//
//   Team team(2, {4, 4, 1});  // three steps of a picture
//   team.run([&](std::size_t part, std::size_t thread) { ... });  // parts 0 to 8
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace aesthetic::layers {

class Team {
 public:
  // `part` counts on over the steps; `thread` is 0 for the caller, then 1, 2, ...
  using Work = std::function<void(std::size_t part, std::size_t thread)>;

  // The caller of run() is one of the `threads` (1 or more); the others are started here. Throws
  // std::system_error when they cannot be.
  Team(int threads, const std::vector<std::size_t>& parts_of_steps);
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  // Returns when all is done. When a part throws, those after it are left out and the first fault is thrown
  // again. From one thread at a time.
  void run(const Work& work);

 private:
  void end();
  void help(std::size_t thread);
  void take_parts(std::size_t thread);
  bool take(std::uint64_t& ticket);
  void do_part(std::uint64_t ticket, std::size_t thread);
  void note_fault();
  template <class Condition>
  void wait_for(const Condition& condition);
  void wake_sleepers();

  std::vector<std::size_t> needed_;  // by part: how many parts before it must be done

  // Parts are counted over all runs, so that nothing is ever set back under a thread that comes late.
  std::atomic<std::uint64_t> granted_{0};  // parts before this one may be taken
  std::atomic<std::uint64_t> taken_{0};
  std::atomic<std::uint64_t> done_{0};
  std::atomic<bool> ends_{false};
  std::atomic<bool> failed_{false};
  const Work* work_ = nullptr;  // of the parts that may be taken; handed over by `granted_`

  std::atomic<int> sleepers_{0};
  std::mutex mutex_;  // of sleepers, and guards `fault_`
  std::condition_variable changed_;
  std::exception_ptr fault_;
  std::vector<std::thread> helpers_;
};

}  // namespace aesthetic::layers
