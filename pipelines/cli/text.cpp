// SPDX-License-Identifier: MIT
#include "cli/text.hpp"

#include <array>
#include <boost/algorithm/string/split.hpp>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace aesthetic {
namespace {

template <typename Number>
std::string shortest(Number value) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

}  // namespace

double short_double(float value) {
  const std::string text = shortest(value);
  double number = value;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string number_text(double value) {
  return shortest(value);
}

std::string json_line(const boost::json::value& value) {
  if (value.is_double()) return number_text(value.get_double());
  if (!value.is_object()) return boost::json::serialize(value);
  std::string line = "{";
  for (const auto& field : value.get_object())
    line +=
        (line.size() > 1 ? "," : "") + boost::json::serialize(field.key()) + ":" + json_line(field.value());
  return line + "}";
}

boost::json::object attributes_json(const Scores& scores) {
  boost::json::object attributes;
  for (std::size_t i = 1; i < scores.size(); ++i) attributes[scores.name(i)] = short_double(scores.value(i));
  return attributes;
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) line += ',';
    if (fields[i].find_first_of(",\"\r\n") == std::string::npos) {
      line += fields[i];
      continue;
    }
    line += '"';
    for (const char c : fields[i]) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line;
}

std::optional<double> parse_clock(const std::string& text) {
  std::vector<std::string> parts;
  boost::algorithm::split(parts, text, [](char c) { return c == ':'; });
  if (parts.size() > 3) return std::nullopt;
  double seconds = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string& part = parts[i];
    double value = 0;
    const char* const end = part.data() + part.size();
    const auto [rest, fault] = std::from_chars(part.data(), end, value, std::chars_format::fixed);
    const bool whole = part.find('.') == std::string::npos;
    if (fault != std::errc() || rest != end || !std::isfinite(value) || std::signbit(value) ||
        (i + 1 < parts.size() && !whole) || (i > 0 && value >= 60))
      return std::nullopt;
    seconds = 60 * seconds + value;
  }
  return seconds;
}

std::string clock_text(double seconds, int decimals) {
  const double scale = std::pow(10.0, decimals);
  const double rounded = std::round(seconds * scale) / scale;
  const auto minutes = static_cast<long long>(rounded / 60);
  const double rest = rounded - 60.0 * static_cast<double>(minutes);
  std::array<char, 64> text{};
  const int width = decimals > 0 ? decimals + 3 : 2;
  if (minutes >= 60) {
    std::snprintf(text.data(), text.size(), "%lld:%02lld:%0*.*f", minutes / 60, minutes % 60, width, decimals,
                  rest);
  } else {
    std::snprintf(text.data(), text.size(), "%lld:%0*.*f", minutes, width, decimals, rest);
  }
  return text.data();
}

std::string fixed_text(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

}  // namespace aesthetic
