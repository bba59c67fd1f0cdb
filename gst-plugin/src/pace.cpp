// SPDX-License-Identifier: MIT
#include "pace.hpp"

namespace aesthetic {

Turn Pace::turn_of(const PacedFrame& frame, const PaceLimits& limits) {
  ++frames_since_score_;
  if (frame.empty) return Turn::empty;
  // Without any score a late one is better than none.
  if (!has_scored_) return Turn::score;
  if (frames_since_score_ < limits.interval || too_soon(frame.running_time, limits.max_rate))
    return Turn::between;
  const bool late = GST_CLOCK_TIME_IS_VALID(frame.running_time) && GST_CLOCK_TIME_IS_VALID(earliest_) &&
                    frame.running_time <= earliest_;
  return late ? Turn::late : Turn::score;
}

void Pace::scored(const PacedFrame& frame) {
  has_scored_ = true;
  frames_since_score_ = 0;
  last_score_ = frame.running_time;
}

void Pace::restart() {
  *this = {};
}

bool Pace::too_soon(GstClockTime running_time, double max_rate) const {
  if (max_rate <= 0 || !GST_CLOCK_TIME_IS_VALID(running_time) || !GST_CLOCK_TIME_IS_VALID(last_score_))
    return false;
  const GstClockTime passed =
      running_time > last_score_ ? running_time - last_score_ : last_score_ - running_time;
  return static_cast<double>(passed) * max_rate < static_cast<double>(GST_SECOND);
}

}  // namespace aesthetic
