// SPDX-License-Identifier: MIT
#include "waiting.hpp"

#include <unistd.h>

#include <future>
#include <mutex>
#include <thread>

#include "blocked_signals.hpp"
#include "onednn.hpp"

namespace aesthetic::layers {
namespace {

// Anything that oneDNN shares among all threads, so that the calling thread gets its own team of them.
void make_team() {
  const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  const dnnl::memory::dim values = 1 << 16;
  dnnl::memory from(plain_layout({values}), engine);
  dnnl::memory to(plain_layout({values}), engine);
  dnnl::stream stream(engine);
  dnnl::reorder(from, to).execute(stream, from, to);
  stream.wait();
}

// A team lives as long as the thread that it belongs to, so that one stays. Signals are for others.
void start_idle_thread() {
  const BlockedSignals blocked;
  std::promise<void> made;
  auto done = made.get_future();
  std::thread([made = std::move(made)]() mutable {
    try {
      make_team();
    } catch (const std::exception&) {
      // Without it everything runs, only worse beside others.
    }
    made.set_value();
    while (true) pause();
  }).detach();
  done.wait();
}

}  // namespace

void keep_waits_short() {
  static std::once_flag once;
  std::call_once(once, start_idle_thread);
}

}  // namespace aesthetic::layers
