// SPDX-License-Identifier: MIT
//
// Decides which frames are scored: every n-th, so many a second at most, none that is late or has nothing to
// show.
//
//   Pace pace;
//   if (pace.turn_of(frame, limits) == Turn::score) { ...; pace.scored(frame); }
#pragma once

#include <gst/gst.h>

namespace aesthetic {

enum class Turn {
  score,
  between,  // not its turn: interval or max-rate
  late,     // its turn, but the sink waits already
  empty     // a GAP or DROPPABLE buffer, or outside the segment
};

struct PaceLimits {
  guint interval = 1;   // frames
  double max_rate = 0;  // scores a second of running time; 0: no limit
};

// What a pace needs to know of a frame.
struct PacedFrame {
  GstClockTime running_time = GST_CLOCK_TIME_NONE;
  bool empty = false;
};

class Pace {
 public:
  // To be asked once for each frame, in order.
  Turn turn_of(const PacedFrame& frame, const PaceLimits& limits);
  // The frame last asked for is scored.
  void scored(const PacedFrame& frame);
  // The next frame is scored whatever the limits.
  void restart();

  // Frames up to this running time come too late for the sink (QoS); GST_CLOCK_TIME_NONE: none does.
  void set_earliest(GstClockTime running_time) { earliest_ = running_time; }

 private:
  bool too_soon(GstClockTime running_time, double max_rate) const;

  bool has_scored_ = false;
  guint frames_since_score_ = 0;
  GstClockTime last_score_ = GST_CLOCK_TIME_NONE;  // running time
  GstClockTime earliest_ = GST_CLOCK_TIME_NONE;
};

}  // namespace aesthetic
