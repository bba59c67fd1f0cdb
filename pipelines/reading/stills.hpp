// SPDX-License-Identifier: MIT
//
// Reads and scores the stills of many files, several at a time, and gives them in the order of the files.
// While the network runs, other threads decode and sample the next ones; where it takes several pictures at a
// time, theirs fill its batches.
//
//   Stills stills(files, read, Scoring{aesthetic::default_model()});
//   for (const std::string& file : files)
//     if (const auto still = stills.next()) std::cout << file << ' ' << still->found.scores.overall() <<
//     '\n';
#pragma once

#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reading/still_scorer.hpp"

namespace aesthetic {

struct ScoredStill {
  cv::Mat picture;  // as it was read
  FrameScores found;
};

class Stills {
 public:
  // Upright, 8-bit BGR; none where the file is not to be scored here. Called by several threads at a time.
  using Read = std::function<std::optional<cv::Mat>(const std::string& file)>;

  // Loads the model. Throws Error(failed) with the element's own text.
  Stills(std::vector<std::string> files, Read read, const Scoring& scoring);
  // Waits for those that were begun.
  ~Stills();

  // That of the next file, of which there must be one; none where `read` gave none. Throws what became of
  // this file: what `read` throws, or as StillScorer does. The others are scored all the same.
  std::optional<ScoredStill> next();

  // How many are read or scored at a time, at most; so many pictures are in memory.
  std::size_t at_a_time() const { return at_a_time_; }

 private:
  void begin();
  std::optional<ScoredStill> read_and_score(const std::string& file);
  std::unique_ptr<StillScorer> take_scorer();

  std::vector<std::string> files_;
  Read read_;
  Scoring scoring_;
  std::size_t batch_size_;
  std::size_t at_a_time_;
  std::size_t begun_ = 0;
  std::mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<StillScorer>> idle_;
  std::deque<std::future<std::optional<ScoredStill>>> pending_;  // of the caller's thread; uses what is above
};

}  // namespace aesthetic
