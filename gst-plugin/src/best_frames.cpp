// SPDX-License-Identifier: MIT
#include "best_frames.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace aesthetic {

void BestFrames::set_limits(const BestFramesLimits& limits) {
  if (limits.top == limits_.top && limits.min_gap == limits_.min_gap) return;
  limits_ = limits;
  shrink();
}

bool BestFrames::wants(double score, GstClockTime time) const {
  // Most frames of most streams.
  if (limits_.min_gap == 0 && held_.size() >= limits_.top)
    return std::any_of(held_.begin(), held_.end(), [&](const Entry& held) { return held.score < score; });
  Places after = places();
  after.push_back({score, time});
  while (const auto position = superfluous(after)) {
    if (*position == after.size() - 1) return false;
    after.erase(after.begin() + static_cast<std::ptrdiff_t>(*position));
  }
  return true;
}

void BestFrames::add(BufferPtr frame, double score, GstClockTime time) {
  held_.push_back({score, time, std::move(frame)});
  shrink();
}

std::vector<BestFrames::Entry> BestFrames::take() {
  const Marks marks = chosen(places());
  std::vector<Entry> result;
  for (std::size_t i = 0; i < held_.size(); ++i)
    if (marks[i]) result.push_back(std::move(held_[i]));
  held_.clear();
  return result;
}

void BestFrames::shrink() {
  while (const auto position = superfluous(places()))
    held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(*position));
}

BestFrames::Places BestFrames::places() const {
  Places result;
  result.reserve(held_.size() + 1);
  for (const Entry& entry : held_) result.push_back({entry.score, entry.time});
  return result;
}

bool BestFrames::near(const Place& a, const Place& b) const {
  if (!GST_CLOCK_TIME_IS_VALID(a.time) || !GST_CLOCK_TIME_IS_VALID(b.time)) return false;
  return std::max(a.time, b.time) - std::min(a.time, b.time) < limits_.min_gap;
}

BestFrames::Marks BestFrames::chosen(const Places& places) const {
  std::vector<std::size_t> order(places.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return places[a].score > places[b].score; });
  std::vector<std::size_t> taken;
  Marks marks(places.size());
  for (const std::size_t position : order) {
    if (taken.size() == limits_.top) break;
    const bool free = std::none_of(taken.begin(), taken.end(),
                                   [&](std::size_t other) { return near(places[position], places[other]); });
    if (!free) continue;
    taken.push_back(position);
    marks[position] = true;
  }
  return marks;
}

// Only a frame to come can put a chosen one out of the way, or one that waits and is set free by that. It is
// near to everything between, so what waits behind an earlier frame waits for ever.
bool BestFrames::may_come_back(const Places& places, const Marks& chosen, std::size_t position) const {
  const Place& place = places[position];
  for (std::size_t other = 0; other < position; ++other)
    if (near(places[other], place) && places[other].score >= place.score) return false;
  for (std::size_t other = position + 1; other < places.size(); ++other)
    if (chosen[other] && near(places[other], place) && may_go(places, chosen, other)) return true;
  return false;
}

bool BestFrames::may_go(const Places& places, const Marks& chosen, std::size_t position) const {
  const Place& place = places[position];
  if (near(place, places.back())) return true;
  for (std::size_t other = position + 1; other < places.size(); ++other)
    if (!chosen[other] && near(places[other], place) && places[other].score > place.score) return true;
  return false;
}

// Hopeless ones first, then the one whose neighbours in time are closest together.
std::optional<std::size_t> BestFrames::superfluous(const Places& places) const {
  const Marks marks = chosen(places);
  std::optional<std::size_t> densest;
  GstClockTime least = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (marks[i]) continue;
    if (!may_come_back(places, marks, i)) return i;
    // There is a later one, the chosen one in its way.
    const GstClockTime span = i > 0 && GST_CLOCK_TIME_IS_VALID(places[i - 1].time)
                                  ? places[i + 1].time - places[i - 1].time
                                  : GST_CLOCK_TIME_NONE;
    if (densest && span > least) continue;
    densest = i;
    least = span;
  }
  return places.size() > limits_.top ? densest : std::nullopt;
}

}  // namespace aesthetic
