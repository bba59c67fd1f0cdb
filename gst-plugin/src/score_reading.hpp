// SPDX-License-Identifier: MIT
//
// The score that a frame carries, read where it lies: nothing is copied.
//
//   if (const auto score = ScoreReading::of(buffer)) show(score->overall());
#pragma once

#include <gst/gst.h>

#include <optional>

namespace aesthetic {

// Valid as long as the buffer and its metadata.
class ScoreReading {
 public:
  // Nothing where the frame carries no score, or one that lacks the fields of aesthetic/score_meta.h.
  static std::optional<ScoreReading> of(GstBuffer* buffer);

  double overall() const { return overall_; }
  guint attributes() const { return static_cast<guint>(gst_structure_n_fields(attributes_)); }
  const gchar* name(guint attribute) const { return gst_structure_nth_field_name(attributes_, attribute); }
  // 0 where the attribute is not a number.
  double value(guint attribute) const;
  bool fresh() const { return fresh_; }
  GstClockTime pts() const { return pts_; }
  GstClockTime age() const { return age_; }

 private:
  double overall_ = 0;
  const GstStructure* attributes_ = nullptr;
  bool fresh_ = false;
  GstClockTime pts_ = GST_CLOCK_TIME_NONE;
  GstClockTime age_ = 0;
};

}  // namespace aesthetic
