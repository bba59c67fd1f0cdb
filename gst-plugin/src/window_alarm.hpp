// SPDX-License-Identifier: MIT
//
// Rings when a time has passed on a live pipeline's clock, though no frame comes that would tell.
//
//   WindowAlarm alarm(element, sink_pad, [&] { end_window(); });
//   alarm.set(running_time);  // every time a window opens
//   alarm.cancel();           // every time one ends
#pragma once

#include <gst/gst.h>

#include <functional>

namespace aesthetic {

// set() and cancel() run with the pad's stream lock held, or while there is no streaming thread.
class WindowAlarm {
 public:
  // `ring` runs on a thread of GStreamer's, with the stream lock of `sink` held. The element owns all three.
  WindowAlarm(GstElement* element, GstPad* sink, std::function<void()> ring);
  ~WindowAlarm() { cancel(); }
  WindowAlarm(const WindowAlarm&) = delete;
  WindowAlarm& operator=(const WindowAlarm&) = delete;

  // Rings when frames of this running time have had upstream's latency to come; in place of what was set
  // before. Never where upstream is not live, as it may then take all the time it wants.
  void set(GstClockTime running_time);
  void cancel();

 private:
  struct Call;
  static gboolean clock_has_passed(GstClock* clock, GstClockTime time, GstClockID id, gpointer call);
  static void run(GstElement* element, gpointer call);

  GstElement* element_;
  GstPad* sink_;
  std::function<void()> ring_;
  GstClockID wait_ = nullptr;
  GstClockTime due_ = GST_CLOCK_TIME_NONE;  // running time
  guint64 number_ = 0;                      // of the setting; calls of an earlier one are too late
};

}  // namespace aesthetic
