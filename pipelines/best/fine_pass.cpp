// SPDX-License-Identifier: MIT
#include "best/fine_pass.hpp"

#include <algorithm>

#include "best/scoring.hpp"
#include "reading/windows.hpp"

namespace aesthetic {
namespace {

struct Closeness {
  Pass pass;
  const char* name;
  std::size_t for_each;  // candidates for each frame that is wanted
  std::size_t least;     // candidates in all
  std::size_t beyond;    // at most so many more than are wanted
  double reach;          // seconds before and after
  double whole;          // at most so many seconds, before and after all of them
  double step;           // seconds
};

// Windows around the best frames so far, no further than their neighbours.
std::vector<FrameWindow> windows_around(const std::vector<ScoredFrame>& frames, const BestSettings& settings,
                                        const Closeness& look) {
  BestSettings more = settings;
  more.count = std::max(std::min(settings.count * look.for_each, settings.count + look.beyond), look.least);
  auto chosen = choose_frames(frames, rules_for(more, frames));
  std::sort(chosen.begin(), chosen.end());
  const double reach = std::min(look.reach, look.whole / static_cast<double>(chosen.size()));
  std::vector<FrameWindow> windows;
  for (const std::size_t position : chosen) {
    const auto time_of = [&](std::size_t i) { return frames[i].time.value_or(0); };
    double begin = time_of(position) - reach;
    double end = time_of(position) + reach;
    if (position > 0) begin = std::max(begin, time_of(position - 1));
    if (position + 1 < frames.size()) end = std::min(end, time_of(position + 1));
    begin = std::max(begin, settings.span.begin);
    end = std::min(end, settings.span.end);
    if (!windows.empty() && begin <= windows.back().end) {
      windows.back().end = end;
    } else {
      windows.push_back({begin, end, look.step});
    }
  }
  return windows;
}

void look_closely(const std::filesystem::path& file, const BestSettings& settings, FrameCollection& frames,
                  const ShowProgress& show, const Closeness& look) {
  const auto seen = frames.before(look.pass);
  WindowReading reading;
  reading.scoring = settings.scoring;
  reading.windows = windows_around(seen, settings, look);
  reading.known = frames.known();
  for (const ScoredFrame& frame : seen)
    if (frame.pass == Pass::key) reading.key_times.push_back(frame.time.value_or(0));
  double before = 0;  // seconds in the windows that are done
  double total = 0;
  for (const FrameWindow& window : reading.windows) total += window.end - window.begin;
  std::size_t position = 0;
  read_windows(file, reading, [&](const VideoFrame& frame, const VideoReader&) {
    frames.add(frame, look.pass);
    const double time = frame.time.value_or(0);
    for (; position + 1 < reading.windows.size() && time >= reading.windows[position].end; ++position)
      before += reading.windows[position].end - reading.windows[position].begin;
    show(look.name, before + time - reading.windows[position].begin, total);
    return true;
  });
}

}  // namespace

void pass_finely(const std::filesystem::path& file, const BestSettings& settings, FrameCollection& frames,
                 const ShowProgress& show) {
  for (const Closeness& look : {Closeness{Pass::fine, "around the best", 4, 12, 20, 3, 90, 0.1},
                                Closeness{Pass::finest, "every frame there", 2, 4, 10, 0.15, 15, 0}})
    look_closely(file, settings, frames, show, look);
}

}  // namespace aesthetic
