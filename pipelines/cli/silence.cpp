// SPDX-License-Identifier: MIT
#include "cli/silence.hpp"

#include <cstdio>
#include <iostream>
#include <mutex>

namespace aesthetic {
namespace {

// The streams of C are variables in the GNU C library ("Standard Streams" in its manual). std::cerr keeps to
// the one that was there at first, so it is silenced by itself.
struct Streams {
  std::mutex mutex;  // guards what follows
  int silences = 0;
  std::FILE* c = stderr;
  std::streambuf* cpp = std::cerr.rdbuf();
  // Never closed: a library may still be about to write to it. Null where it cannot be opened, and then
  // libraries of C are heard.
  std::FILE* nowhere = std::fopen("/dev/null", "we");
};

Streams& streams() {
  static auto* all = new Streams;
  return *all;
}

}  // namespace

Silence::Silence() {
  auto& all = streams();
  const std::lock_guard lock(all.mutex);
  if (all.silences++ > 0) return;
  if (all.nowhere != nullptr) stderr = all.nowhere;
  std::cerr.rdbuf(nullptr);
}

Silence::~Silence() {
  auto& all = streams();
  const std::lock_guard lock(all.mutex);
  if (--all.silences > 0) return;
  stderr = all.c;
  std::cerr.rdbuf(all.cpp);
}

std::ostream& console() {
  static std::ostream out(streams().cpp);
  return out;
}

}  // namespace aesthetic
