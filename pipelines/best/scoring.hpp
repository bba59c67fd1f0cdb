// SPDX-License-Identifier: MIT
//
// Scores a video: every frame, or first key frames and then the frames around the best of them.
//
//   Journal journal(...);
//   ScoredVideo video = score_video("film.mp4", settings, journal, progress);
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "best/journal.hpp"
#include "best/selection.hpp"
#include "best/settings.hpp"
#include "best/work_progress.hpp"
#include "report/thumbnails.hpp"

namespace aesthetic {

struct ScoredVideo {
  std::vector<ScoredFrame> frames;  // in the order of time, at least one
  std::vector<double> key_times;    // of key frames that are known, seconds
  std::string fault;                // where the video breaks off or is damaged: what was said then
  Thumbnails thumbnails;            // for the report
};

// Throws Error as VideoReader and Journal do; not where a video breaks off after some frames.
ScoredVideo score_video(const std::filesystem::path& file, const BestSettings& settings, Journal& journal,
                        WorkProgress& progress);

// How many frames, and how far apart, `settings` ask of these.
ChoiceRules rules_for(const BestSettings& settings, const std::vector<ScoredFrame>& frames);

}  // namespace aesthetic
