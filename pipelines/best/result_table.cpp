// SPDX-License-Identifier: MIT
#include "best/result_table.hpp"

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "aesthetic/error.hpp"
#include "cli/text.hpp"
#include "reading/gst.hpp"

namespace aesthetic {
namespace {

auto column(const std::string& name) {
  constexpr std::size_t narrowest = 5;  // "0.731"
  return std::setw(static_cast<int>(std::max(name.size(), narrowest)) + 2);
}

void print_heading(const Scores& scores, const std::string& ranked_by) {
  std::cout << std::left << "rank  time        ";
  if (!ranked_by.empty()) std::cout << column(ranked_by) << ranked_by;
  for (std::size_t i = 0; i < scores.size(); ++i) std::cout << column(scores.name(i)) << scores.name(i);
  std::cout << "file\n";
}

void print_row(std::size_t rank, const VideoResult& result) {
  const ScoredFrame& frame = result.chosen[rank];
  std::cout << std::setw(6) << rank + 1 << std::setw(12)
            << (frame.time ? clock_text(*frame.time, 3) : "frame " + std::to_string(frame.index));
  if (!result.ranked_by.empty()) std::cout << column(result.ranked_by) << fixed_text(result.values[rank], 3);
  for (std::size_t i = 0; i < frame.scores.size(); ++i)
    std::cout << column(frame.scores.name(i)) << fixed_text(frame.scores.value(i), 3);
  std::cout << result.files[rank].string() << '\n';
}

std::string utf8(const std::filesystem::path& file) {
  return gst::Ptr<gchar>(g_utf8_make_valid(file.c_str(), -1)).get();
}

}  // namespace

void ResultTable::print(const std::filesystem::path& video, const VideoResult& result,
                        const std::string& model) {
  if (form_ == Form::text && !headed_) print_heading(result.chosen.front().scores, result.ranked_by);
  headed_ = true;
  for (std::size_t rank = 0; rank < result.chosen.size(); ++rank) {
    const ScoredFrame& frame = result.chosen[rank];
    if (form_ == Form::text) {
      print_row(rank, result);
      continue;
    }
    boost::json::object record;
    record["video"] = utf8(video);
    record["rank"] = rank + 1;
    record["time"] = frame.time ? boost::json::value(*frame.time) : boost::json::value(nullptr);
    record["frame"] = frame.index >= 0 ? boost::json::value(frame.index) : boost::json::value(nullptr);
    record["choice"] = short_double(static_cast<float>(result.values[rank]));
    record["overall"] = short_double(frame.scores.overall());
    record["attributes"] = attributes_json(frame.scores);
    record["file"] = utf8(result.files[rank]);
    record["model"] = model;
    std::cout << json_line(record) << '\n';
  }
  if (!std::cout.flush()) throw Error(ErrorKind::unreadable, "standard output: cannot be written");
}

}  // namespace aesthetic
