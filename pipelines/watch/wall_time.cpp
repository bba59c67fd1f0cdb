// SPDX-License-Identifier: MIT
#include "watch/wall_time.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace aesthetic {
namespace {

struct LocalTime {
  std::tm parts = {};
  int milliseconds = 0;
};

LocalTime local(WallTime time) {
  LocalTime result;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const std::time_t whole = std::chrono::system_clock::to_time_t(seconds);
  localtime_r(&whole, &result.parts);
  result.milliseconds =
      static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(time - seconds).count());
  return result;
}

std::string formatted(const LocalTime& time, const char* format) {
  std::array<char, 64> text{};
  const auto length = std::strftime(text.data(), text.size(), format, &time.parts);
  return {text.data(), length};
}

std::string thousandths(const LocalTime& time) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), ".%03d", time.milliseconds);
  return text.data();
}

}  // namespace

std::string wall_time_text(WallTime time) {
  const LocalTime parts = local(time);
  std::string zone = formatted(parts, "%z");  // +0100
  zone.insert(3, ":");
  return formatted(parts, "%Y-%m-%dT%H:%M:%S") + thousandths(parts) + zone;
}

std::string clock_time_text(WallTime time) {
  return formatted(local(time), "%H:%M:%S");
}

std::string file_time_text(WallTime time) {
  const LocalTime parts = local(time);
  return formatted(parts, "%Y-%m-%d_%H-%M-%S") + thousandths(parts);
}

}  // namespace aesthetic
