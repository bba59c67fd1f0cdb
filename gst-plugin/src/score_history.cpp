// SPDX-License-Identifier: MIT
#include "score_history.hpp"

#include <algorithm>
#include <cmath>

namespace aesthetic {
namespace {

// Less than anybody sees in a curve of that size.
constexpr double least_step = 1.0 / 500;

}  // namespace

// One more at either end: the slot under way, and the point before the first.
ScoreHistory::ScoreHistory() : points_(slots + 2) {}

void ScoreHistory::restart(GstClockTime length) {
  length_ = length;
  points_.clear();
  began_ = false;
  ++revision_;
}

GstClockTimeDiff ScoreHistory::slot_length() const {
  return std::max<GstClockTimeDiff>(static_cast<GstClockTimeDiff>(length_) / slots, 1);
}

gint64 ScoreHistory::slot_of(GstClockTimeDiff time) const {
  return time / slot_length() - (time % slot_length() < 0 ? 1 : 0);
}

void ScoreHistory::advance(GstClockTimeDiff now) {
  const gint64 slot = slot_of(now);
  if (began_ && slot < now_) restart(length_);
  if (began_ && slot == now_) return;
  began_ = true;
  now_ = slot;
  while (points_.size() > 1 && now_ - slot_of(points_[1].time) >= slots) points_.pop_front();
  ++revision_;
}

void ScoreHistory::add(GstClockTimeDiff time, double value) {
  if (points_.empty() || slot_of(time) > slot_of(points_.back().time)) {
    points_.push_back({time, value});
    ++revision_;
    return;
  }
  Point& newest = points_.back();
  newest.time = std::max(newest.time, time);
  if (std::abs(newest.value - value) < least_step) return;
  newest.value = value;
  ++revision_;
}

double ScoreHistory::age(const Point& point) const {
  const GstClockTimeDiff end = (now_ + 1) * slot_length();
  return static_cast<double>(end - point.time) / static_cast<double>(length_);
}

}  // namespace aesthetic
