// SPDX-License-Identifier: MIT
//
// The overall scores of the last seconds, for the overlay's curve: time is cut into slots of equal length,
// and of each slot the newest score is kept, so that memory is bounded whatever the frame rate.
//
//   ScoreHistory history;
//   history.restart(10 * GST_SECOND);
//   history.advance(now);
//   history.add(now, 0.6);
//   for (const auto& point : history.points()) draw(history.age(point), point.value);
#pragma once

#include <gst/gst.h>

#include <boost/circular_buffer.hpp>

namespace aesthetic {

// Times are nanoseconds of any clock that goes forwards; a step back begins a new history.
class ScoreHistory {
 public:
  static constexpr gint64 slots = 200;

  struct Point {
    GstClockTimeDiff time = 0;
    double value = 0;  // 0..1
  };
  // Oldest first. One point may be older than `length`: where the curve comes in from.
  using Points = boost::circular_buffer<Point>;

  ScoreHistory();

  // Forgets everything; `length`: how far back the history reaches.
  void restart(GstClockTime length);
  // A frame of this time is shown.
  void advance(GstClockTimeDiff now);
  // A score that was computed for this time, now or earlier.
  void add(GstClockTimeDiff time, double value);

  const Points& points() const { return points_; }
  // 0 at the end of the slot under way, 1 at the far end of the history.
  double age(const Point& point) const;
  GstClockTime length() const { return length_; }
  // Changes with what a curve would show.
  guint64 revision() const { return revision_; }

 private:
  GstClockTimeDiff slot_length() const;
  gint64 slot_of(GstClockTimeDiff time) const;

  Points points_;
  GstClockTime length_ = 10 * GST_SECOND;
  gint64 now_ = 0;  // slot
  bool began_ = false;
  guint64 revision_ = 0;
};

}  // namespace aesthetic
