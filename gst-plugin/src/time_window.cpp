// SPDX-License-Identifier: MIT
#include "time_window.hpp"

#include <algorithm>

namespace aesthetic {

bool TimeWindow::is_over(GstClockTime time) const {
  return GST_CLOCK_TIME_IS_VALID(begin_) && GST_CLOCK_TIME_IS_VALID(time) && time >= begin_ &&
         time - begin_ >= length_;
}

void TimeWindow::move_to(GstClockTime time) {
  if (!GST_CLOCK_TIME_IS_VALID(time)) return;
  if (!GST_CLOCK_TIME_IS_VALID(begin_)) {
    begin_ = time;
  } else if (time > begin_) {
    begin_ += (time - begin_) / length_ * length_;
  }
}

bool TimeWindow::is_last(const FrameSpan& frame) const {
  if (!GST_CLOCK_TIME_IS_VALID(begin_) || !GST_CLOCK_TIME_IS_VALID(frame.end) || frame.end <= frame.begin)
    return false;
  constexpr GstClockTime rounding = 2 * GST_MSECOND;
  return is_over(frame.end + std::min((frame.end - frame.begin) / 2, rounding));
}

void TimeWindow::advance() {
  if (GST_CLOCK_TIME_IS_VALID(begin_)) begin_ += length_;
}

}  // namespace aesthetic
