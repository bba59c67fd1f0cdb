// SPDX-License-Identifier: MIT
#include "cli/score_records.hpp"

#include <iostream>

#include "aesthetic/error.hpp"
#include "cli/text.hpp"
#include "reading/gst.hpp"

namespace aesthetic {

RecordWriter::RecordWriter(Format format) : format_(format) {
  if (format == Format::vtt) cues_.emplace(std::cout);
}

void RecordWriter::end_video(double time) {
  if (cues_) cues_->finish(time);
}

void RecordWriter::write(const std::string& source, std::optional<double> time, const Scores& scores,
                         const std::string& model) {
  if (format_ == Format::csv) return write_csv(source, time, scores, model);
  boost::json::object record;
  if (!cues_) {
    const gst::Ptr<gchar> utf8(g_utf8_make_valid(source.c_str(), -1));
    record["source"] = utf8.get();
  }
  record["time"] = time ? boost::json::value(*time) : boost::json::value(nullptr);
  record["overall"] = short_double(scores.overall());
  record["attributes"] = attributes_json(scores);
  record["model"] = model;
  if (cues_ && !time) throw Error(ErrorKind::bad_picture, source + ": WebVTT is for what has a time");
  if (cues_) return cues_->write(*time, json_line(record));
  std::cout << json_line(record) << '\n';
}

void RecordWriter::write_csv(const std::string& source, std::optional<double> time, const Scores& scores,
                             const std::string& model) {
  std::vector<std::string> names = {"source", "time"};
  std::vector<std::string> fields = {source, time ? number_text(*time) : ""};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    names.push_back(scores.name(i));
    fields.push_back(number_text(short_double(scores.value(i))));
  }
  names.emplace_back("model");
  fields.push_back(model);
  if (!header_written_) std::cout << csv_line(names) << '\n';
  header_written_ = true;
  std::cout << csv_line(fields) << '\n';
}

}  // namespace aesthetic
