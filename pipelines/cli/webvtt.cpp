// SPDX-License-Identifier: MIT
#include "cli/webvtt.hpp"

#include <array>
#include <cmath>
#include <cstdio>

namespace aesthetic {
namespace {

std::string time_text(double seconds) {
  constexpr long long hour = 3'600'000;
  constexpr long long minute = 60'000;
  constexpr long long second = 1000;
  const long long time = std::llround(seconds * second);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld.%03lld", time / hour, time % hour / minute,
                time % minute / second, time % second);
  return text.data();
}

// Inside JSON text: an arrow would end the cue.
std::string without_arrow(std::string json) {
  for (auto place = json.find("-->"); place != std::string::npos; place = json.find("-->"))
    json.replace(place + 2, 1, "\\u003e");
  return json;
}

}  // namespace

WebVttWriter::WebVttWriter(std::ostream& out) : out_(out) {
  out_ << "WEBVTT\n";
}

void WebVttWriter::write(double time, const std::string& payload) {
  finish(time);
  open_ = Cue{time, payload};
}

void WebVttWriter::finish(double end) {
  if (!open_) return;
  out_ << '\n'
       << time_text(open_->begin) << " --> " << time_text(end) << '\n'
       << without_arrow(open_->payload) << '\n';
  open_.reset();
}

}  // namespace aesthetic
