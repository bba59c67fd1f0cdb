// SPDX-License-Identifier: MIT
//
// What `aesthetic best` was asked for, the same for all videos.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "aesthetic/model_card.hpp"
#include "reading/video_reader.hpp"
#include "score_weights.hpp"

namespace aesthetic {

struct BestSettings {
  Scoring scoring;
  ModelCard card;  // of the model
  std::size_t count = 3;
  std::optional<double> min_gap;  // seconds
  bool per_scene = false;
  std::string by_text = "overall";
  ScoreWeights by;
  TimeSpan span;               // of each video
  bool exact = false;          // every frame, not only those around the best key frames
  std::string format = "jpg";  // or "png"
  bool report = true;          // report.html
};

}  // namespace aesthetic
