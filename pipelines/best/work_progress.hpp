// SPDX-License-Identifier: MIT
//
// Progress of one video, or of several at a time. Any thread.
//
//   WorkProgress progress(Progress::Style::bar, 1);
//   progress.update("film.mp4", "scoring", 20, 3600, " s", "best 0.71");  // seconds of the video
//   progress.finish_video();
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "aesthetic/progress.hpp"

namespace aesthetic {

class WorkProgress {
 public:
  WorkProgress(Progress::Style style, std::size_t videos);

  // Of one video its steps are shown, of several how many are done. `total` 0 where it is not known; `unit`
  // as Progress has it.
  void update(const std::string& video, const std::string& step, std::int64_t done, std::int64_t total,
              const std::string& unit = {}, const std::string& note = {});
  void finish_video();

  // A line of its own on standard error.
  void say(const std::string& line);

 private:
  Progress::Style style_;
  std::size_t videos_;
  std::mutex mutex_;
  std::int64_t finished_ = 0;  // videos
  std::string step_;
  std::optional<Progress> progress_;
};

}  // namespace aesthetic
