// SPDX-License-Identifier: MIT
//
// What Soydaner and Wagemans 2023 (https://arxiv.org/abs/2305.09373) say of a data set's labels, computed
// anew and set beside their numbers: Fig. 3 (signs of the attributes), Tables 3 and 9 (intervals of the test
// pictures' scores), Table 7 (ranges), Figs. 9a and 14a (rank correlations).
//
//   HtmlPage page("Labels");
//   for (const auto& [name, csv] : add_label_report(set, page)) write_file(folder / name, csv);
#pragma once

#include <map>
#include <string>

#include "datasets/published_set.hpp"
#include "report/html_page.hpp"

namespace aesthetic::training {

// Files of the report: name and CSV text.
std::map<std::string, std::string> add_label_report(const PublishedSet& set, HtmlPage& page);

}  // namespace aesthetic::training
