// SPDX-License-Identifier: MIT
#include "watch/records.hpp"

#include "cli/text.hpp"

namespace aesthetic {
namespace {

boost::json::object record(const LiveScore& score) {
  boost::json::object fields;
  fields["time"] = wall_time_text(score.time);
  fields["position"] = score.position ? boost::json::value(*score.position) : boost::json::value(nullptr);
  fields["overall"] = short_double(score.found.scores.overall());
  fields["attributes"] = attributes_json(score.found.scores);
  fields["model"] = score.found.model;
  return fields;
}

}  // namespace

std::string score_record(const LiveScore& score) {
  return json_line(record(score));
}

std::string picture_record(const LiveScore& score, const std::string& file) {
  boost::json::object fields = record(score);
  const gst::Ptr<gchar> utf8(g_utf8_make_valid(file.c_str(), -1));
  fields["picture"] = utf8.get();
  return json_line(fields);
}

}  // namespace aesthetic
