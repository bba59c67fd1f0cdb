// SPDX-License-Identifier: MIT
#include "report/thinning.hpp"

#include <algorithm>

namespace aesthetic {

std::vector<std::size_t> thinned(const std::vector<ScoredFrame>& frames,
                                 const std::vector<std::size_t>& always, std::size_t most) {
  std::vector<std::size_t> fresh;
  for (std::size_t i = 0; i < frames.size(); ++i)
    if (frames[i].fresh) fresh.push_back(i);
  if (fresh.size() <= most) return fresh;

  const std::size_t tasks = frames.front().scores.size();
  const std::size_t stretches = std::max<std::size_t>(1, most / (2 * tasks));
  std::vector<std::size_t> kept = always;
  kept.push_back(fresh.front());
  kept.push_back(fresh.back());
  for (std::size_t stretch = 0; stretch < stretches; ++stretch) {
    const auto at = [&](std::size_t n) {
      return fresh.begin() + static_cast<std::ptrdiff_t>(fresh.size() * n / stretches);
    };
    for (std::size_t task = 0; task < tasks; ++task) {
      const auto less = [&](std::size_t a, std::size_t b) {
        return frames[a].scores.value(task) < frames[b].scores.value(task);
      };
      const auto [lowest, highest] = std::minmax_element(at(stretch), at(stretch + 1), less);
      kept.push_back(*lowest);
      kept.push_back(*highest);
    }
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

}  // namespace aesthetic
