// SPDX-License-Identifier: MIT
#include "best/selection.hpp"

#include <algorithm>
#include <cmath>

namespace aesthetic {
namespace {

constexpr double longest_default_gap = 30;
constexpr double rounding = 1e-6;  // times are nanoseconds in a double
// Differences of looks. In the clip bikes.mp4 neighbours across a cut differed by 0.18 at least, within a
// shot by 0.10 at most; frames a second apart within a fast pan by up to 0.3.
constexpr double cut = 0.15;
constexpr double dissolved = 0.3;
constexpr double alike = 0.15;

// How little there is for a frame to be chosen, 0 for nothing against it.
int flaw_of(const ScoredFrame& frame) {
  const int shows_nothing = frame.verdict == Verdict::good ? 0 : frame.verdict == Verdict::blurred ? 1 : 2;
  constexpr int kinds = 3;
  return shows_nothing + (frame.damaged ? kinds : 0);
}

// Frames to choose from: the best kind of which there is any.
std::vector<std::size_t> candidates(const std::vector<ScoredFrame>& frames) {
  std::optional<int> least;
  for (const ScoredFrame& frame : frames)
    if (frame.fresh) least = std::min(least.value_or(flaw_of(frame)), flaw_of(frame));
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < frames.size(); ++i)
    if (frames[i].fresh && flaw_of(frames[i]) == least) best.push_back(i);
  return best;
}

bool too_near(const ScoredFrame& a, const ScoredFrame& b, double min_gap) {
  return a.time && b.time && std::abs(*a.time - *b.time) < min_gap - rounding;
}

enum class Diversity { shot_and_look, look, shot, none };

class Chooser {
 public:
  Chooser(const std::vector<ScoredFrame>& frames, const ChoiceRules& rules)
      : frames_(frames), rules_(rules), shots_(shots_of(frames)), order_(candidates(frames)) {
    values_.reserve(frames.size());
    for (const ScoredFrame& frame : frames) values_.push_back(rules.by.value(frame.scores, rules.model));
    std::stable_sort(order_.begin(), order_.end(), [this](auto a, auto b) { return better(a, b); });
  }

  void fill(Diversity diversity) {
    for (const std::size_t position : order_) {
      if (chosen_.size() == rules_.count) return;
      const bool free = std::none_of(chosen_.begin(), chosen_.end(),
                                     [&](std::size_t other) { return excludes(other, position, diversity); });
      if (free) chosen_.push_back(position);
    }
  }

  std::vector<std::size_t> take() {
    std::sort(chosen_.begin(), chosen_.end(), [this](auto a, auto b) { return better(a, b); });
    return std::move(chosen_);
  }

 private:
  bool better(std::size_t a, std::size_t b) const {
    return values_[a] != values_[b] ? values_[a] > values_[b] : a < b;
  }

  bool excludes(std::size_t taken, std::size_t position, Diversity diversity) const {
    if (taken == position || too_near(frames_[taken], frames_[position], rules_.min_gap)) return true;
    const bool shot = diversity == Diversity::shot_and_look || diversity == Diversity::shot;
    const bool look = diversity == Diversity::shot_and_look || diversity == Diversity::look;
    return (shot && shots_[taken] == shots_[position]) ||
           (look && difference(frames_[taken].look, frames_[position].look) < alike);
  }

  const std::vector<ScoredFrame>& frames_;
  const ChoiceRules& rules_;
  std::vector<std::size_t> shots_;
  std::vector<std::size_t> order_;  // best first
  std::vector<double> values_;
  std::vector<std::size_t> chosen_;
};

}  // namespace

double default_gap(const std::vector<ScoredFrame>& frames, std::size_t count) {
  if (frames.empty() || !frames.front().time || !frames.back().time) return 0;
  const double length = *frames.back().time - *frames.front().time;
  return std::clamp(length / (2.0 * static_cast<double>(count)), 0.0, longest_default_gap);
}

std::vector<std::size_t> shots_of(const std::vector<ScoredFrame>& frames) {
  constexpr double memory = 1;  // seconds; longer than a dissolve takes to show
  std::vector<std::size_t> shots(frames.size());
  std::size_t shot = 0;
  std::size_t earlier = 0;  // a second before, but of this shot
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (frames[i].fresh) {
      if (!last) earlier = i;
      while (earlier < i && frames[earlier].time && frames[i].time &&
             (!frames[earlier].fresh || *frames[i].time - *frames[earlier].time > memory))
        ++earlier;
      if (last && (difference(frames[*last].look, frames[i].look) > cut ||
                   difference(frames[earlier].look, frames[i].look) > dissolved)) {
        ++shot;
        earlier = i;
      }
      last = i;
    }
    shots[i] = shot;
  }
  return shots;
}

std::vector<std::size_t> choose_frames(const std::vector<ScoredFrame>& frames, const ChoiceRules& rules) {
  Chooser chooser(frames, rules);
  if (rules.per_scene) {
    chooser.fill(Diversity::shot);
  } else {
    for (const Diversity diversity : {Diversity::shot_and_look, Diversity::look, Diversity::none})
      chooser.fill(diversity);
  }
  return chooser.take();
}

}  // namespace aesthetic
