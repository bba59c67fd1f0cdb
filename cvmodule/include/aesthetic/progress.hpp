// SPDX-License-Identifier: MIT
//
// A progress display for people who wait: one line that is drawn anew on a terminal, or now and then a plain
// line elsewhere. It writes to the stream it is given and to nothing else.
//
//   using aesthetic::Progress;
//   Progress progress(std::cerr, "scoring", frames, isatty(STDERR_FILENO) ? Progress::Style::bar
//                                                                         : Progress::Style::lines);
//   for (...) progress.update(++done, "best 0.71");
//   progress.finish();
//
//   scoring [##########..........]  50%  1250/2500  98.2/s  0:12 left  best 0.71
//
// For one thread at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

#include "aesthetic/export.hpp"

namespace aesthetic {

class AESTHETIC_EXPORT Progress {
 public:
  enum class Style {
    silent,  // nothing at all
    lines,   // a whole line about every 10 seconds; work that is done sooner prints nothing
    bar      // one line, drawn anew at most 10 times a second; for terminals
  };
  using Clock = std::chrono::steady_clock;
  using Now = std::function<Clock::time_point()>;

  // `total` counts whatever `update` counts; 0 or less where it is not known. `unit` is written after it, "
  // s" for seconds. `now` is there for tests.
  Progress(std::ostream& out, std::string label, std::int64_t total, Style style, Now now = Clock::now,
           std::string unit = "");
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // `done` of `total` are done; `note` is shown at the end of the line. Cheap enough to call for every frame.
  void update(std::int64_t done, std::string_view note = {});

  // Ends a line that is still open, so that something else can be printed; the next update opens a new one.
  // The destructor does the same: an error message starts on a line of its own.
  void end_line();

  // Draws the last state, with the time it took, and ends the line. Further calls do nothing.
  void finish();

 private:
  std::string figures(Clock::time_point now, bool finished) const;
  void draw(Clock::time_point now, bool finished);

  std::ostream& out_;
  std::string label_;
  std::int64_t total_;
  Style style_;
  Now now_;
  std::string unit_;
  Clock::time_point start_;
  Clock::time_point last_drawn_;
  std::int64_t done_ = 0;
  std::string note_;
  std::size_t drawn_width_ = 0;  // characters of the line on the terminal, 0 when it is ended
  bool drawn_ = false;
  bool finished_ = false;
};

}  // namespace aesthetic
