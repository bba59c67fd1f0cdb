// SPDX-License-Identifier: MIT
#include "window_alarm.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "gst_handles.hpp"

namespace aesthetic {
namespace {

// None where upstream is not live.
std::optional<GstClockTime> live_latency(GstPad* sink) {
  const QueryPtr query(gst_query_new_latency());
  if (gst_pad_peer_query(sink, query.get()) == FALSE) return std::nullopt;
  gboolean live = FALSE;
  GstClockTime least = 0;
  gst_query_parse_latency(query.get(), &live, &least, nullptr);
  return live != FALSE ? std::optional(least) : std::nullopt;
}

}  // namespace

// What the clock's thread and the one after it are told. The alarm lives as long as its element.
struct WindowAlarm::Call {
  Call(WindowAlarm* owner, guint64 setting) : alarm(owner), number(setting) {
    g_weak_ref_init(&element, owner->element_);
  }
  ~Call() { g_weak_ref_clear(&element); }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  static void destroy(gpointer call) { delete static_cast<Call*>(call); }

  GWeakRef element;
  WindowAlarm* alarm;
  guint64 number;
};

WindowAlarm::WindowAlarm(GstElement* element, GstPad* sink, std::function<void()> ring)
    : element_(element), sink_(sink), ring_(std::move(ring)) {}

void WindowAlarm::set(GstClockTime running_time) {
  cancel();
  const auto latency = live_latency(sink_);
  GstClock* clock = latency ? gst_element_get_clock(element_) : nullptr;
  if (clock == nullptr) return;
  due_ = running_time;
  wait_ = gst_clock_new_single_shot_id(clock, gst_element_get_base_time(element_) + running_time + *latency);
  gst_clock_id_wait_async(wait_, clock_has_passed, new Call(this, number_), Call::destroy);
  gst_object_unref(clock);
}

void WindowAlarm::cancel() {
  ++number_;
  if (wait_ == nullptr) return;
  gst_clock_id_unschedule(wait_);
  gst_clock_id_unref(std::exchange(wait_, nullptr));
}

// All clock waits of the process share this thread: what may block goes to another one.
gboolean WindowAlarm::clock_has_passed(GstClock* /*clock*/, GstClockTime /*time*/, GstClockID /*id*/,
                                       gpointer call) {
  auto* const told = static_cast<Call*>(call);
  auto* element = static_cast<GstElement*>(g_weak_ref_get(&told->element));
  if (element == nullptr) return TRUE;
  gst_element_call_async(element, run, new Call(told->alarm, told->number), Call::destroy);
  gst_object_unref(element);
  return TRUE;
}

void WindowAlarm::run(GstElement* element, gpointer call) {
  auto* const told = static_cast<Call*>(call);
  WindowAlarm& alarm = *told->alarm;
  GST_PAD_STREAM_LOCK(alarm.sink_);
  // After a pause the clock shows an earlier running time than was expected.
  if (told->number == alarm.number_ && gst_element_get_current_running_time(element) >= alarm.due_)
    alarm.ring_();
  GST_PAD_STREAM_UNLOCK(alarm.sink_);
}

}  // namespace aesthetic
