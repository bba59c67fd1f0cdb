// SPDX-License-Identifier: MIT
//
// The score in GStreamer's own analytics metadata (GStreamer >= 1.24), for applications that already read it:
// one GstAnalyticsClsMtd whose quarks are the task names and whose levels are the scores, `overall` first.
//
//   add_analytics_meta(buffer, scores);
//
// Unlike the custom metadata it has tags, so more elements drop it.
#pragma once

#include <gst/gst.h>

#include "aesthetic/scores.hpp"

namespace aesthetic {

// `buffer` must be writable. Joins a GstAnalyticsRelationMeta that the buffer already has; nothing in it can
// be replaced, so the score of a second element comes after that of the first.
void add_analytics_meta(GstBuffer* buffer, const Scores& scores);

}  // namespace aesthetic
