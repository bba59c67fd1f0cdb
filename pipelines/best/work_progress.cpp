// SPDX-License-Identifier: MIT
#include "best/work_progress.hpp"

#include <algorithm>
#include <iostream>

namespace aesthetic {

WorkProgress::WorkProgress(Progress::Style style, std::size_t videos) : style_(style), videos_(videos) {
  if (videos_ > 1) progress_.emplace(std::cerr, "videos", static_cast<std::int64_t>(videos_), style_);
}

void WorkProgress::update(const std::string& video, const std::string& step, std::int64_t done,
                          std::int64_t total, const std::string& unit, const std::string& note) {
  if (style_ == Progress::Style::silent) return;
  const std::lock_guard lock(mutex_);
  if (videos_ > 1) {
    const auto part = total > 0 ? std::to_string(std::min<std::int64_t>(100, 100 * done / total)) + "%" : "";
    progress_->update(finished_, video + ": " + step + ' ' + part);
    return;
  }
  if (step != step_) {
    if (progress_) progress_->finish();
    progress_.emplace(std::cerr, step, total, style_, Progress::Clock::now, unit);
    step_ = step;
  }
  progress_->update(done, note);
}

void WorkProgress::finish_video() {
  const std::lock_guard lock(mutex_);
  ++finished_;
  if (!progress_) return;
  if (videos_ > 1) progress_->update(finished_);
  if (finished_ == static_cast<std::int64_t>(videos_)) progress_->finish();
}

void WorkProgress::say(const std::string& line) {
  const std::lock_guard lock(mutex_);
  if (progress_) progress_->end_line();
  std::cerr << line + '\n' << std::flush;
}

}  // namespace aesthetic
