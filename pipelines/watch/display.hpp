// SPDX-License-Identifier: MIT
//
// Live scores for people, on standard output: on a terminal one line that is drawn anew, elsewhere a line for
// each score; or JSON Lines for programs.
//
//   Display display(json ? Display::Style::json : Display::Style::lines);
//   display.show(score);
//   display.saved(score, "watched/2026-11-22_17-31-03.250.jpg");
//   display.remark("rtsp://camera/stream: back again");   // standard error
#pragma once

#include <string>

#include "watch/live_stream.hpp"

namespace aesthetic {

class Display {
 public:
  enum class Style { terminal, lines, json };

  explicit Display(Style style) : style_(style) {}
  ~Display();
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

  // Throw Error(unreadable) when standard output takes no more.
  void show(const LiveScore& score);
  void saved(const LiveScore& score, const std::string& file);

  void remark(const std::string& text);

 private:
  void end_line();
  void print_line(const std::string& line);

  Style style_;
  bool line_open_ = false;
};

}  // namespace aesthetic
