// SPDX-License-Identifier: MIT
//
// All state of one aestheticoverlay element, and what it does with it; the GObject shell around it only
// translates. The functions throw aesthetic::Error.
//
//   state.start();                             // READY -> PAUSED
//   state.set_format(info);                    // caps
//   state.set_attaching(true);                 // after negotiation
//   buffer = state.show(std::move(buffer));    // every buffer
//   state.set_segment(segment);                // flush, new segment or stream
//   state.stop();                              // PAUSED -> READY
#pragma once

#include <gst/video/video.h>

#include <optional>
#include <string>
#include <vector>

#include "gst_handles.hpp"
#include "panel_composition.hpp"
#include "score_history.hpp"
#include "score_panel.hpp"
#include "score_reading.hpp"

namespace aesthetic {

// Row by row, as PanelState reckons with.
enum class PanelPosition { top_left, top, top_right, left, center, right, bottom_left, bottom, bottom_right };

// Locks: the element's object lock guards `settings`, which other threads use too. The rest belongs to the
// streaming thread; start() and stop() run while there is none.
struct OverlayState {
  explicit OverlayState(GstElement* owner) : element_(owner) {}

  // Finds the font.
  void start();
  void stop();

  // Frames from now on; begins a new curve.
  void set_format(const GstVideoInfo& info);
  // Whether the panel goes along with the frame, rather than into its pixels.
  void set_attaching(bool attach) { attach_ = attach; }
  // Buffers from now on; begins a new curve.
  void set_segment(const GstSegment& segment);

  // The frame with the panel; one without a score comes back as it is.
  BufferPtr show(BufferPtr buffer);

  GstClockTime stream_time(GstBuffer* buffer) const;

  struct Settings {
    std::optional<std::string> tasks;
    PanelPosition position = PanelPosition::top_left;
    double size = 0.45;
    double opacity = 1;
    bool show_curve = true;
    GstClockTime history = 10 * GST_SECOND;
    // Counts what has to be laid out anew: tasks, size, show_curve, history.
    guint revision = 0;
  };
  Settings settings;

 private:
  void take_settings();
  GstClockTimeDiff time_of(GstBuffer* buffer);
  void remember(const ScoreReading& score, GstClockTimeDiff now);
  bool knows(const ScoreReading& score) const;
  void learn(const ScoreReading& score);
  void lay_out();
  void warn_of(const std::vector<std::string>& unknown);
  void update_panel(const ScoreReading& score);
  PanelComposition::Place place() const;

  GstElement* element_;
  Settings now_;
  GstVideoInfo info_ = {};
  bool attach_ = false;
  GstSegment segment_ = {};

  GstClockTimeDiff time_ = 0;  // of the last frame, forwards in reverse playback too
  ScoreHistory history_;
  std::optional<GstClockTime> last_score_;  // its PTS

  std::optional<PanelText> text_;
  std::vector<std::string> known_;  // attributes of the model
  std::string warned_;              // the last warning: a new format is no reason to repeat it
  bool laid_out_ = false;
  std::vector<guint> chosen_;  // those of them that are shown
  std::optional<ScorePanel> panel_;
  PanelScores scores_;
  PanelComposition composition_;
};

}  // namespace aesthetic
