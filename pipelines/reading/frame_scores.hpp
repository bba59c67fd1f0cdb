// SPDX-License-Identifier: MIT
//
// The scores that `aestheticscore` put on a frame.
//
//   FrameScoresReader reader;
//   if (const auto found = reader.read(buffer)) std::cout << found->scores.overall() << '\n';
#pragma once

#include <gst/gst.h>

#include <memory>
#include <optional>
#include <string>

#include "aesthetic/scores.hpp"

namespace aesthetic {

struct FrameScores {
  Scores scores;
  std::string model;   // its name
  bool fresh = false;  // scored on this very frame
};

// For the frames of one stream, which all have the same tasks.
class FrameScoresReader {
 public:
  // Nothing for a frame without scores.
  std::optional<FrameScores> read(GstBuffer* buffer);
  // Of the structure that metadata and bus messages are made of.
  FrameScores read(const GstStructure* score);

 private:
  std::shared_ptr<const Scores::Names> names_;
};

}  // namespace aesthetic
