// SPDX-License-Identifier: MIT
//
// Scores and times as text: JSON Lines, CSV, and for people.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "aesthetic/scores.hpp"

namespace aesthetic {

// The double with the shortest decimal form that is still this float: 0.45f is 0.45, not 0.449999988.
double short_double(float value);

// Shortest decimal form that reads back as the same number.
std::string number_text(double value);

// One line, numbers in their shortest form (Boost.JSON writes 0.45 as 4.5E-1).
std::string json_line(const boost::json::value& value);

// Everything after `overall`, by name.
boost::json::object attributes_json(const Scores& scores);

// One CSV line without its end, fields quoted where RFC 4180 wants it.
std::string csv_line(const std::vector<std::string>& fields);

// Seconds of "90", "90.5", "1:30" or "0:01:30.5"; none where the text is not of that kind.
std::optional<double> parse_clock(const std::string& text);

// "0:03.24" for 3.2402 seconds and 2 decimals.
std::string clock_text(double seconds, int decimals);

// "0.731" for 0.7312 and 3 decimals.
std::string fixed_text(double value, int decimals);

}  // namespace aesthetic
