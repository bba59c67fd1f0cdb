// SPDX-License-Identifier: MIT
//
// JSON for people to read: two spaces a level, short lists on one line. (Boost.JSON 1.81 writes one long
// line.)
#pragma once

#include <boost/json.hpp>
#include <string>

namespace aesthetic {

std::string indented(const boost::json::value& value, int depth = 0);

}  // namespace aesthetic
