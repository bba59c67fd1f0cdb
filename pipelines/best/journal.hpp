// SPDX-License-Identifier: MIT
//
// scores.jsonl: first a line that says which video, model and settings the scores are of, then a line for
// each scored frame. While the work goes on, every line is written whole as soon as its frame is scored, so
// that work that was interrupted, however, can go on.
//
//   Journal journal(folder / "scores.jsonl", journal_header(file, settings));
//   for (const ScoredFrame& frame : journal.frames()) ...;  // of an earlier run of the same work
//   journal.append(frame);
#pragma once

#include <boost/json.hpp>
#include <filesystem>
#include <memory>
#include <ostream>
#include <vector>

#include "best/selection.hpp"
#include "best/settings.hpp"

namespace aesthetic {

// What must be the same for work to go on: the video (absolute path, bytes, time of change), the model
// (name, SHA-256) and the settings that say which frames are scored. Throws Error(unreadable).
boost::json::object journal_header(const std::filesystem::path& video, const BestSettings& settings);

class Journal {
 public:
  // Reads what lies there, if it is of the same work. A journal of other work is replaced by the first
  // append(); until then nothing is written.
  Journal(std::filesystem::path file, const boost::json::object& header);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Those of the earlier run, in the order they were scored.
  const std::vector<ScoredFrame>& frames() const { return frames_; }

  // Throws Error(unreadable) where the line cannot be written; the lines before it stay whole.
  void append(const ScoredFrame& frame);

 private:
  void open();
  void write(const std::string& text);

  std::filesystem::path file_;
  std::string header_;
  std::vector<ScoredFrame> frames_;
  std::int64_t whole_ = 0;  // bytes of whole lines of the same work
  int descriptor_ = -1;
};

// The whole file, as it stays beside the pictures: `frames` in that order.
void write_journal(std::ostream& out, const boost::json::object& header,
                   const std::vector<ScoredFrame>& frames);

}  // namespace aesthetic
