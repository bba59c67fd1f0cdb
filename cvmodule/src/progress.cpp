// SPDX-License-Identifier: MIT
#include "aesthetic/progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace aesthetic {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr auto bar_pause = milliseconds(100);
constexpr auto line_pause = seconds(10);
constexpr double shortest_rate_time = 0.5;  // seconds; what is measured over less is noise
constexpr std::size_t bar_cells = 20;
constexpr std::size_t terminal_width = 79;  // one less than the narrowest usual terminal: nothing wraps

// "0:07", "12:34", "1:02:03".
std::string minutes(double value) {
  const auto whole = static_cast<long long>(std::llround(std::max(value, 0.0)));
  char text[48];
  if (whole >= 3600) {
    std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60, whole % 60);
  } else {
    std::snprintf(text, sizeof text, "%lld:%02lld", whole / 60, whole % 60);
  }
  return text;
}

std::string rate_text(double rate, const std::string& unit) {
  char text[48];
  std::snprintf(text, sizeof text, rate < 100 ? "%.1f" : "%.0f", rate);
  return text + unit + "/s";
}

}  // namespace

Progress::Progress(std::ostream& out, std::string label, std::int64_t total, Style style, Now now,
                   std::string unit)
    : out_(out),
      label_(std::move(label)),
      total_(total),
      style_(style),
      now_(std::move(now)),
      unit_(std::move(unit)),
      start_(now_()),
      last_drawn_(start_) {}

Progress::~Progress() {
  end_line();
}

void Progress::update(std::int64_t done, std::string_view note) {
  if (style_ == Style::silent || finished_) return;
  done_ = done;
  note_.assign(note);
  const Clock::time_point now = now_();
  const bool due =
      style_ == Style::bar ? !drawn_ || now - last_drawn_ >= bar_pause : now - last_drawn_ >= line_pause;
  if (due) draw(now, false);
}

void Progress::finish() {
  if (finished_) return;
  finished_ = true;
  if (drawn_) draw(now_(), true);
  end_line();
}

void Progress::end_line() {
  if (drawn_width_ > 0) out_ << '\n' << std::flush;
  drawn_width_ = 0;
}

// "50%  1250/2500  98.2/s  0:12 left", or without a known total "1250  98.2/s  0:13".
std::string Progress::figures(Clock::time_point now, bool finished) const {
  const double elapsed = duration<double>(now - start_).count();
  const bool measurable = elapsed >= shortest_rate_time || (finished && elapsed > 0);
  const double rate = measurable ? static_cast<double>(done_) / elapsed : 0;
  const bool total_known = total_ > 0 && done_ <= total_;
  std::string text;
  if (total_known) {
    char percent[16];
    std::snprintf(percent, sizeof percent, "%3d%%  ", static_cast<int>(100 * done_ / total_));
    text = percent + std::to_string(done_) + '/' + std::to_string(total_) + unit_;
  } else {
    text = std::to_string(done_) + unit_;
  }
  if (rate > 0) text += "  " + rate_text(rate, unit_);
  if (finished || !total_known) return text + "  " + minutes(elapsed);
  if (rate > 0) text += "  " + minutes(static_cast<double>(total_ - done_) / rate) + " left";
  return text;
}

void Progress::draw(Clock::time_point now, bool finished) {
  last_drawn_ = now;
  drawn_ = true;
  std::string line = label_;
  if (style_ == Style::bar && total_ > 0 && done_ <= total_) {
    const auto filled = static_cast<std::size_t>(static_cast<std::int64_t>(bar_cells) * done_ / total_);
    line += " [" + std::string(filled, '#') + std::string(bar_cells - filled, '.') + ']';
  } else {
    line += ':';
  }
  line += ' ' + figures(now, finished);
  if (!note_.empty()) line += "  " + note_;
  if (style_ == Style::lines) {
    out_ << line << '\n' << std::flush;
    return;
  }
  line.resize(std::min(line.size(), terminal_width));
  const std::size_t width = line.size();
  line.resize(std::max(width, drawn_width_), ' ');
  out_ << '\r' << line << std::flush;
  drawn_width_ = width;
}

}  // namespace aesthetic
