// SPDX-License-Identifier: MIT
#include "mode_type.hpp"

#include "score_state.hpp"

GType gst_aesthetic_score_mode_get_type() {
  using aesthetic::ScoringMode;
  static const GEnumValue values[] = {
      {static_cast<gint>(ScoringMode::sync), "A frame goes on when it is scored: exact, for files", "sync"},
      {static_cast<gint>(ScoringMode::async),
       "A frame goes on at once with the newest score that is finished: never waits, for live video",
       "async"},
      {0, nullptr, nullptr}};
  static const GType type = g_enum_register_static("GstAestheticScoreMode", values);
  return type;
}
