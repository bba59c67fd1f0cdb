// SPDX-License-Identifier: MIT
//
// GLib's mutexes, conditions and thread pools, for the thread sanitizer. GLib makes them of bare futex calls,
// so that every hand-over under a GMutex, GST_OBJECT_LOCK among them, would look like a race. A program that
// defines their functions itself is asked first by every library: here they do what GLib's do, and tell the
// sanitizer. (GRecMutex, GRWLock and GThread are of POSIX threads, which it knows. GSlice passes memory from
// thread to thread where nobody sees it: run with G_SLICE=always-malloc.)
#include <dlfcn.h>
#include <glib.h>
#include <sanitizer/tsan_interface.h>

#include <opencv2/core/utility.hpp>

#include "aesthetic/export.hpp"

namespace {

template <typename Function>
Function* real(Function* /*the type*/, const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

// OpenCV's own threads are TBB's, which the sanitizer does not follow either.
[[maybe_unused]] const bool opencv_without_threads = (cv::setNumThreads(1), true);

struct PoolWork {
  GFunc work;
  gpointer user_data;
};

void run_pool_work(gpointer data, gpointer pool_work) {
  __tsan_acquire(data);
  const auto* work = static_cast<const PoolWork*>(pool_work);
  work->work(data, work->user_data);
}

}  // namespace

// Faults, or what looks like them, in libraries that the sanitizer does not see into: Fontconfig and Pango
// read fonts on a thread of their own; GLib looks up quarks under a lock of its own; FFmpeg passes memory on
// by atomic instructions, and its decoder takes its lock and GStreamer's in both orders; and whoever gives up
// the last of GLib's, GStreamer's or std::exception_ptr's counted references frees what others have read.
// (Those free by free(); what the project's own code deletes too early is still told.)
extern "C" AESTHETIC_EXPORT const char*
__tsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "race:libfontconfig\nrace:libpangoft2\nrace:libavutil\n"
         "race:g_str_equal\nrace_top:free$\nrace:std::__exception_ptr::exception_ptr::_M_release\n"
         "deadlock:libavcodec\n";
}

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

// The pool of GStreamer's tasks, which there is one of until the program ends.
AESTHETIC_EXPORT GThreadPool* g_thread_pool_new(GFunc work, gpointer user_data, gint most_threads,
                                                gboolean exclusive, GError** error) {
  static auto* const make = real(&g_thread_pool_new, "g_thread_pool_new");
  return make(run_pool_work, new PoolWork{work, user_data}, most_threads, exclusive, error);
}

AESTHETIC_EXPORT gboolean g_thread_pool_push(GThreadPool* pool, gpointer data, GError** error) {
  static auto* const push = real(&g_thread_pool_push, "g_thread_pool_push");
  __tsan_release(data);
  return push(pool, data, error);
}

}  // extern "C"
// NOLINTEND(readability-identifier-naming)
