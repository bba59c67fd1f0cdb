// SPDX-License-Identifier: MIT
//
// Timed metadata as WebVTT: a cue for every record, which lasts until the next one.
//
//   WebVttWriter out(std::cout);
//   out.write(0.0, R"({"overall":0.731})");
//   out.write(0.4, R"({"overall":0.745})");
//   out.finish(0.8);
//
//   <track kind="metadata" src="scores.vtt"> gives them to a page's `cuechange` events.
#pragma once

#include <optional>
#include <ostream>
#include <string>

namespace aesthetic {

class WebVttWriter {
 public:
  explicit WebVttWriter(std::ostream& out);

  // `time` in seconds, later than the one before; `payload` without line breaks.
  void write(double time, const std::string& payload);

  // The last record lasts until `end`.
  void finish(double end);

 private:
  struct Cue {
    double begin;
    std::string payload;
  };
  std::ostream& out_;
  std::optional<Cue> open_;
};

}  // namespace aesthetic
