// SPDX-License-Identifier: MIT
//
// Scores stills with `aestheticscore`, as frames of a video: a picture gets the same scores in a file and in
// a video.
//
//   StillScorer scorer(Scoring{aesthetic::default_model()});
//   std::cout << scorer.score(aesthetic::read_picture("holiday.jpg")).scores.overall() << '\n';
#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>

#include "reading/frame_scores.hpp"
#include "reading/scoring.hpp"

namespace aesthetic {

class StillScorer {
 public:
  // Loads the model. Throws Error(failed) with the element's own text.
  explicit StillScorer(const Scoring& scoring);
  ~StillScorer();

  // `bgr`: 8-bit BGR of any size, as read_picture() gives it. Throws Error(failed) with the element's own
  // text; the next picture can be scored all the same.
  FrameScores score(const cv::Mat& bgr);

  // Pictures that the network takes at a time.
  int batch_size() const { return batch_size_; }

 private:
  struct Stream;

  Scoring scoring_;
  int batch_size_;
  std::unique_ptr<Stream> stream_;  // none after a failure
};

}  // namespace aesthetic
