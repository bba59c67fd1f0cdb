// SPDX-License-Identifier: MIT
#include "score_reading.hpp"

#include "aesthetic/score_meta.h"

namespace aesthetic {

std::optional<ScoreReading> ScoreReading::of(GstBuffer* buffer) {
  GstCustomMeta* meta = gst_buffer_get_custom_meta(buffer, AESTHETIC_SCORE_META_NAME);
  if (meta == nullptr) return std::nullopt;
  const GstStructure* structure = gst_custom_meta_get_structure(meta);
  ScoreReading reading;
  const GValue* attributes = gst_structure_get_value(structure, AESTHETIC_SCORE_ATTRIBUTES);
  if (attributes == nullptr || !GST_VALUE_HOLDS_STRUCTURE(attributes) ||
      gst_structure_get_double(structure, AESTHETIC_SCORE_OVERALL, &reading.overall_) == FALSE)
    return std::nullopt;
  reading.attributes_ = gst_value_get_structure(attributes);
  gboolean fresh = FALSE;
  gst_structure_get_boolean(structure, AESTHETIC_SCORE_FRESH, &fresh);
  reading.fresh_ = fresh != FALSE;
  gst_structure_get_uint64(structure, AESTHETIC_SCORE_PTS, &reading.pts_);
  gst_structure_get_uint64(structure, AESTHETIC_SCORE_AGE, &reading.age_);
  return reading;
}

double ScoreReading::value(guint attribute) const {
  const GValue* value = gst_structure_get_value(attributes_, name(attribute));
  return G_VALUE_HOLDS_DOUBLE(value) ? g_value_get_double(value) : 0;
}

}  // namespace aesthetic
