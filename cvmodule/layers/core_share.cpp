// SPDX-License-Identifier: MIT
#include "core_share.hpp"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <opencv2/core/utility.hpp>

namespace aesthetic::layers {
namespace {

struct Cores {
  std::mutex mutex;  // guards what follows
  std::condition_variable changed;
  int free = usable_cores();
  std::uint64_t next_ticket = 0;
  std::uint64_t served = 0;
};

// Never destroyed: a thread may still run a network when the process ends.
Cores& cores() {
  static auto* all = new Cores;
  return *all;
}

}  // namespace

int usable_cores() {
  static const int count = std::max(1, cv::getNumberOfCPUs());
  return count;
}

CoreShare::CoreShare(int threads) : cores_(std::min(threads, usable_cores())) {
  auto& all = cores();
  std::unique_lock lock(all.mutex);
  const auto ticket = all.next_ticket++;
  all.changed.wait(lock, [&] { return ticket == all.served && all.free >= cores_; });
  ++all.served;
  all.free -= cores_;
  if (all.free > 0) all.changed.notify_all();
}

CoreShare::~CoreShare() {
  auto& all = cores();
  {
    const std::lock_guard lock(all.mutex);
    all.free += cores_;
  }
  all.changed.notify_all();
}

}  // namespace aesthetic::layers
