// SPDX-License-Identifier: MIT
//
// All of the work for one video: scoring, choosing, and what is written into its folder.
//
//   VideoResult result = best_of_video("film.mp4", "best-frames/film", settings, progress);
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "best/selection.hpp"
#include "best/settings.hpp"
#include "best/work_progress.hpp"

namespace aesthetic {

struct VideoResult {
  std::vector<ScoredFrame> chosen;           // best one first, at least one
  std::vector<double> values;                // what they are ranked by
  std::string ranked_by;                     // the name of these values, where no score is the same
  std::vector<std::filesystem::path> files;  // their pictures
  std::string remark;                        // there are fewer, or none worth it
  std::string fault;                         // the video breaks off or is damaged
};

// Writes into `target` the pictures, contact-sheet.jpg and scores.jsonl: together at the end, but for
// scores.jsonl, which grows from the first frame on (see journal.hpp). Throws Error.
VideoResult best_of_video(const std::filesystem::path& file, const std::filesystem::path& target,
                          const BestSettings& settings, WorkProgress& progress);

}  // namespace aesthetic
