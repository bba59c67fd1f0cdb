// SPDX-License-Identifier: MIT
#include "team.hpp"

#include <chrono>
#include <utility>

#include "blocked_signals.hpp"

namespace aesthetic::layers {
namespace {

// Longer than a thread that runs takes for its part, shorter than what is lost when the other one does not
// run.
constexpr std::chrono::microseconds longest_spin{50};

// Lets the other hyper-thread of the core work.
void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("isb");
#endif
}

template <class Condition>
bool spin_until(const Condition& condition) {
  constexpr int looks = 64;  // for one at the clock
  const auto end = std::chrono::steady_clock::now() + longest_spin;
  do {
    for (int i = 0; i < looks; ++i) {
      if (condition()) return true;
      relax();
    }
  } while (std::chrono::steady_clock::now() < end);
  return condition();
}

}  // namespace

Team::Team(int threads, const std::vector<std::size_t>& parts_of_steps) {
  for (const auto parts : parts_of_steps) needed_.insert(needed_.end(), parts, needed_.size());
  const BlockedSignals blocked;
  try {
    for (std::size_t thread = 1; thread < static_cast<std::size_t>(threads); ++thread)
      helpers_.emplace_back([this, thread] { help(thread); });
  } catch (...) {
    end();
    throw;
  }
}

Team::~Team() {
  end();
}

void Team::end() {
  ends_ = true;
  wake_sleepers();
  for (auto& helper : helpers_) helper.join();
}

void Team::run(const Work& work) {
  work_ = &work;
  const auto all = granted_.load() + needed_.size();
  granted_ = all;
  wake_sleepers();
  take_parts(0);
  wait_for([&] { return done_ == all; });
  if (!failed_) return;
  failed_ = false;
  const std::lock_guard lock(mutex_);
  std::rethrow_exception(std::exchange(fault_, nullptr));
}

void Team::help(std::size_t thread) {
  while (!ends_) {
    take_parts(thread);
    wait_for([&] { return ends_ || taken_ < granted_; });
  }
}

void Team::take_parts(std::size_t thread) {
  std::uint64_t ticket = 0;
  while (take(ticket)) do_part(ticket, thread);
}

bool Team::take(std::uint64_t& ticket) {
  ticket = taken_;
  while (ticket < granted_)
    if (taken_.compare_exchange_weak(ticket, ticket + 1)) return true;
  return false;
}

void Team::do_part(std::uint64_t ticket, std::size_t thread) {
  const auto part = static_cast<std::size_t>(ticket % needed_.size());
  const auto before = ticket - part + needed_[part];
  wait_for([&] { return done_ >= before; });
  try {
    if (!failed_) (*work_)(part, thread);
  } catch (...) {
    note_fault();
  }
  ++done_;
  wake_sleepers();
}

void Team::note_fault() {
  const std::lock_guard lock(mutex_);
  if (!fault_) fault_ = std::current_exception();
  failed_ = true;
}

// Whoever makes a condition true wakes sleepers afterwards: either it sees one here, or this sees what it
// made.
template <class Condition>
void Team::wait_for(const Condition& condition) {
  if (condition() || spin_until(condition)) return;
  std::unique_lock lock(mutex_);
  ++sleepers_;
  changed_.wait(lock, condition);
  --sleepers_;
}

void Team::wake_sleepers() {
  if (sleepers_ == 0) return;
  { const std::lock_guard lock(mutex_); }
  changed_.notify_all();
}

}  // namespace aesthetic::layers
