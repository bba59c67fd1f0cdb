// SPDX-License-Identifier: MIT
//
// Scores on standard output, one record a line.
//
//   RecordWriter out(RecordWriter::Format::csv);
//   out.write("holiday.jpg", std::nullopt, scores, "aesthetic-lite");
#pragma once

#include <optional>
#include <string>

#include "aesthetic/scores.hpp"
#include "cli/webvtt.hpp"

namespace aesthetic {

class RecordWriter {
 public:
  enum class Format { jsonl, csv, vtt };

  explicit RecordWriter(Format format);

  // `time`: seconds, of a frame of a video. In CSV the first one comes after the line with the column names.
  // Throws Error(bad_picture) for a record without a time in WebVTT.
  void write(const std::string& source, std::optional<double> time, const Scores& scores,
             const std::string& model);

  // A video's end, in seconds.
  void end_video(double time);

 private:
  void write_csv(const std::string& source, std::optional<double> time, const Scores& scores,
                 const std::string& model);

  Format format_;
  bool header_written_ = false;
  std::optional<WebVttWriter> cues_;
};

}  // namespace aesthetic
