// SPDX-License-Identifier: MIT
#include "watch/display.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>

#include "aesthetic/error.hpp"
#include "cli/text.hpp"
#include "watch/records.hpp"

namespace aesthetic {
namespace {

constexpr int bar_width = 20;
constexpr std::size_t usual_width = 80;

std::size_t terminal_width() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual_width;
  return size.ws_col;
}

std::string bar(double value) {
  const auto filled = static_cast<std::size_t>(std::lround(std::clamp(value, 0.0, 1.0) * bar_width));
  return "[" + std::string(filled, '#') + std::string(bar_width - filled, '.') + "]";
}

std::string values_text(const Scores& scores) {
  std::string text;
  for (std::size_t i = 0; i < scores.size(); ++i)
    text += (i > 0 ? "  " : "") + scores.name(i) + ' ' + fixed_text(scores.value(i), 3);
  return text;
}

}  // namespace

Display::~Display() {
  end_line();
  std::cout.flush();
}

void Display::end_line() {
  if (line_open_) std::cout << '\n' << std::flush;
  line_open_ = false;
}

void Display::print_line(const std::string& line) {
  end_line();
  if (!(std::cout << line << '\n' << std::flush))
    throw Error(ErrorKind::unreadable, "standard output: cannot be written");
}

void Display::show(const LiveScore& score) {
  const Scores& scores = score.found.scores;
  const std::string line = clock_time_text(score.time) + "  ";
  if (style_ == Style::json) return print_line(score_record(score));
  if (style_ == Style::lines) return print_line(line + values_text(scores));
  // A line that wraps could not be drawn anew.
  const std::size_t room = terminal_width() - 1;
  std::string drawn = line + bar(scores.overall()) + "  " + values_text(scores);
  if (drawn.size() > room) drawn = line + values_text(scores);
  std::cout << "\r\033[K" << drawn.substr(0, room) << std::flush;
  line_open_ = true;
}

void Display::saved(const LiveScore& score, const std::string& file) {
  if (style_ == Style::json) return print_line(picture_record(score, file));
  print_line(clock_time_text(score.time) + "  saved " + file + "  " + values_text(score.found.scores));
}

void Display::remark(const std::string& text) {
  end_line();
  std::cerr << "aesthetic: " << text << '\n';
}

}  // namespace aesthetic
