// SPDX-License-Identifier: MIT
//
// What the element says about a frame: the metadata on its buffer, and the same fields for the bus message
// and the property `last-score`. The names are in the public header aesthetic/score_meta.h.
//
//   register_score_meta();
//   attach_score(buffer, {scores, "aesthetic-lite", GST_BUFFER_PTS(buffer), true});
#pragma once

#include <gst/gst.h>

#include <string>

#include "aesthetic/scores.hpp"
#include "gst_handles.hpp"

namespace aesthetic {

// A score as one frame carries it.
struct FrameScore {
  Scores scores;
  std::string model;                       // the card's name
  GstClockTime pts = GST_CLOCK_TIME_NONE;  // of the frame that was scored
  bool fresh = false;                      // that frame is this one
};

// Makes the metadata known to GStreamer. Safe to call again, from any thread and any copy of this code.
void register_score_meta();

// Puts the score on `buffer`, which must be writable, in place of one that it already has.
void attach_score(GstBuffer* buffer, const FrameScore& score);

// A structure AESTHETIC_SCORE_MESSAGE_NAME with the score's fields; `pts` is that of the frame that carries
// it.
StructurePtr score_structure(const FrameScore& score, GstClockTime pts);

}  // namespace aesthetic
