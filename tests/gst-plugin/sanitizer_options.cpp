// SPDX-License-Identifier: MIT
//
// Options for the address sanitizer, built into the test program; its run-time library looks for them
// by name.
#include "aesthetic/export.hpp"

// Fontconfig 2.14 loses one pattern when it reads its configuration.
//
// GLib's constructor, which the loader calls, allocates its table of quarks and leaves the old one behind
// when it grows. By the loader's file, because a fresh Debian has nothing that names its functions.
extern "C" AESTHETIC_EXPORT const char*
__lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:ld-linux-\nleak:libfontconfig\n";
}

// Whole call stacks: the function named above is below g_malloc().
extern "C" AESTHETIC_EXPORT const char* __asan_default_options() {  // NOLINT(bugprone-reserved-identifier)
  return "fast_unwind_on_malloc=0";
}
