// SPDX-License-Identifier: MIT
//
// Cuts running time into windows, one after the other from the first frame on.
//
//   TimeWindow window;
//   if (window.is_over(frame.begin)) { ...; window.move_to(frame.begin); }
//   ...                                   // the frame belongs to the window
//   if (window.is_last(frame)) { ...; window.advance(); }
#pragma once

#include <gst/gst.h>

namespace aesthetic {

// Running times.
struct FrameSpan {
  GstClockTime begin = GST_CLOCK_TIME_NONE;
  GstClockTime end = GST_CLOCK_TIME_NONE;  // where the next frame is expected
};

class TimeWindow {
 public:
  void set_length(GstClockTime length) { length_ = length; }

  // Whether a frame at `time` belongs to a later window. Never for an unknown time.
  bool is_over(GstClockTime time) const;
  // The window that `time` belongs to; the first one begins there.
  void move_to(GstClockTime time);
  // Whether the frame after this one is expected in the next window, so that this window can end now and not
  // a frame later. Allows for the rounding of time stamps to milliseconds.
  bool is_last(const FrameSpan& frame) const;
  // Of the window; GST_CLOCK_TIME_NONE where none has begun.
  GstClockTime end() const { return GST_CLOCK_TIME_IS_VALID(begin_) ? begin_ + length_ : begin_; }
  // To the next window, though its first frame has not come yet.
  void advance();
  // The next window begins with the next frame.
  void restart() { begin_ = GST_CLOCK_TIME_NONE; }

 private:
  GstClockTime length_ = GST_SECOND;
  GstClockTime begin_ = GST_CLOCK_TIME_NONE;
};

}  // namespace aesthetic
