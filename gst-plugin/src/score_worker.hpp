// SPDX-License-Identifier: MIT
//
// Scores one picture at a time on a thread of its own.
//
//   ScoreWorker worker;
//   if (!worker.busy()) worker.begin(scorer, picture);
//   ...
//   if (const auto done = worker.take_done()) use(done->scores);
#pragma once

#include <gst/gst.h>

#include <boost/asio/thread_pool.hpp>
#include <future>
#include <memory>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <string>

#include "aesthetic/shared_scorer.hpp"

namespace aesthetic {

struct TimedScores {
  Scores scores;
  GstClockTime time = 0;  // that scoring took
  std::string model;      // the card's name
};

// For one thread at a time.
class ScoreWorker {
 public:
  ScoreWorker() = default;
  ~ScoreWorker() { thread_.join(); }
  ScoreWorker(const ScoreWorker&) = delete;
  ScoreWorker& operator=(const ScoreWorker&) = delete;

  // Begins with a copy of `picture`; not to be called while busy.
  void begin(std::shared_ptr<SharedScorer> scorer, const cv::Mat& picture);
  // From begin() until its scores are taken.
  bool busy() const { return result_.valid(); }
  // The scores where they are ready. Throws what SharedScorer::score threw.
  std::optional<TimedScores> take_done();
  // Waits for the scores, if any are being computed and still wanted.
  std::optional<TimedScores> take();
  // What is being computed is not wanted any more; taking it gives nothing, not even an error.
  void abandon() { abandoned_ = busy(); }

 private:
  cv::Mat picture_;
  bool abandoned_ = false;
  std::future<TimedScores> result_;
  boost::asio::thread_pool thread_{1};
};

}  // namespace aesthetic
