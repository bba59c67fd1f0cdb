// SPDX-License-Identifier: MIT
//
// GLib's mutexes and conditions, for the thread sanitizer. GLib makes them of bare futex calls, so that every
// hand-over under a GMutex, GST_OBJECT_LOCK among them, would look like a race. A program that defines their
// functions itself is asked first by every library: here they do what GLib's do, and tell the sanitizer.
// (GRecMutex, GRWLock and GThread are of POSIX threads, which it knows.)
#include <dlfcn.h>
#include <glib.h>
#include <sanitizer/tsan_interface.h>

#include "aesthetic/export.hpp"

namespace {

template <typename Function>
Function* real(Function* /*the type*/, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

// NOLINTBEGIN(readability-identifier-naming)
extern "C" {

AESTHETIC_EXPORT void g_mutex_lock(GMutex* mutex) {
  static auto* const lock = real(&g_mutex_lock, "g_mutex_lock");
  lock(mutex);
  __tsan_acquire(mutex);
}

AESTHETIC_EXPORT gboolean g_mutex_trylock(GMutex* mutex) {
  static auto* const trylock = real(&g_mutex_trylock, "g_mutex_trylock");
  const gboolean locked = trylock(mutex);
  if (locked != FALSE) __tsan_acquire(mutex);
  return locked;
}

AESTHETIC_EXPORT void g_mutex_unlock(GMutex* mutex) {
  static auto* const unlock = real(&g_mutex_unlock, "g_mutex_unlock");
  __tsan_release(mutex);
  unlock(mutex);
}

AESTHETIC_EXPORT void g_cond_wait(GCond* condition, GMutex* mutex) {
  static auto* const wait = real(&g_cond_wait, "g_cond_wait");
  __tsan_release(mutex);
  wait(condition, mutex);
  __tsan_acquire(mutex);
}

AESTHETIC_EXPORT gboolean g_cond_wait_until(GCond* condition, GMutex* mutex, gint64 end_time) {
  static auto* const wait = real(&g_cond_wait_until, "g_cond_wait_until");
  __tsan_release(mutex);
  const gboolean signalled = wait(condition, mutex, end_time);
  __tsan_acquire(mutex);
  return signalled;
}

}  // extern "C"
// NOLINTEND(readability-identifier-naming)
