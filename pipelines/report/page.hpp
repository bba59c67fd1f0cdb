// SPDX-License-Identifier: MIT
//
// HTML pages of one file: a template of this folder, which names the style sheets and scripts it takes in,
// with a title and data for its scripts. All of them are linked into the program.
//
//   std::string html = page_text("report.html.in", "bikes.mp4", {{"frames", 250}});
#pragma once

#include <boost/json.hpp>
#include <string>

namespace aesthetic {

// @TITLE@ becomes `title`, @DATA@ the data as JSON and @FILE name@ a file of this folder. Throws
// Error(failed) when the program holds no such file.
std::string page_text(const std::string& template_name, const std::string& title,
                      const boost::json::value& data);

// A name of a file as UTF-8, for people: bytes that are none are replaced.
std::string shown_name(const std::string& name);

// Such a name as a relative URL, whatever its bytes.
std::string url_of(const std::string& name);

}  // namespace aesthetic
