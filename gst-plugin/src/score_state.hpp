// SPDX-License-Identifier: MIT
//
// All state of one aestheticscore element, and what it does with it; the GObject shell around it only
// translates. The functions throw aesthetic::Error.
//
//   state.start();                    // READY -> PAUSED
//   state.set_format(info);           // caps
//   state.score(buffer, segment);     // every buffer
//   state.stop();                     // PAUSED -> READY
#pragma once

#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <memory>
#include <optional>
#include <string>

#include "aesthetic/device.hpp"
#include "aesthetic/scorer.hpp"
#include "frame_sampler.hpp"
#include "gst_handles.hpp"
#include "score_meta.hpp"

namespace aesthetic {

// Locks: the element's object lock guards `settings` and `published`, which the application's threads use
// too. The rest belongs to the streaming thread; start() and stop() run while there is none. Where both are
// needed the order is the pad's stream lock, then the object lock. Nothing is posted with the object lock
// held.
struct ScoreState {
  explicit ScoreState(GstElement* owner) : element_(owner) {}

  // Loads the model and runs it once.
  void start();
  void stop();

  // Frames from now on; forgets the held score.
  void set_format(const GstVideoInfo& info);

  // The next frame is scored whatever the interval, and no earlier score is held: after a flush, in a new
  // segment or stream.
  void forget_held_score();

  // Puts a score on `buffer`, computed on it or held from an earlier one. `segment` gives the message its
  // times.
  void score(GstBuffer* buffer, const GstSegment& segment);

  struct Pace {
    guint interval = 1;  // frames
    bool post_messages = true;
    GstClockTime message_interval = 0;  // stream time
  };
  struct Settings {
    std::optional<std::string> model;
    Device device = Device::automatic;
    Pace pace;
  };
  struct Published {
    std::optional<std::string> active_device;
    StructurePtr last_score;
  };

  Settings settings;
  Published published;

 private:
  bool is_due(GstBuffer* buffer, guint interval) const;
  void publish(GstBuffer* buffer, const GstSegment& segment, const Pace& pace);
  bool message_is_due(GstClockTime stream_time, GstClockTime message_interval) const;

  GstElement* element_;
  std::optional<Scorer> scorer_;
  std::unique_ptr<FrameSampler> sampler_;
  std::optional<FrameScore> held_;
  guint frames_since_score_ = 0;
  GstClockTime last_message_ = GST_CLOCK_TIME_NONE;  // stream time
};

}  // namespace aesthetic
