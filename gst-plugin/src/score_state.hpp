// SPDX-License-Identifier: MIT
//
// All state of one aestheticscore element, and what it does with it; the GObject shell around it only
// translates. The functions throw aesthetic::Error.
//
//   state.start();                    // READY -> PAUSED
//   state.set_format(info);           // caps
//   state.score(buffer, segment);     // every buffer
//   state.drain(); state.forget();    // end of stream; flush, new segment or stream
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
#include "pace.hpp"
#include "score_meta.hpp"
#include "score_worker.hpp"
#include "scoring_stats.hpp"

namespace aesthetic {

enum class ScoringMode {
  sync,  // a frame goes on when it is scored
  async  // a frame goes on at once, with the newest score there is; the scorer has a thread of its own
};

// Locks: the element's object lock guards `settings` and `published`, which other threads use too. The rest
// belongs to the streaming thread, but for the Scorer while `worker_` is busy: that is the worker's. start()
// and stop() run while there is no streaming thread. Where both are needed the order is the pad's stream
// lock, then the object lock. Nothing is posted with the object lock held.
struct ScoreState {
  explicit ScoreState(GstElement* owner) : element_(owner) {}

  // Loads the model and runs it once.
  void start();
  void stop();

  // Frames from now on; forgets the held score.
  void set_format(const GstVideoInfo& info);

  // Puts a score on `buffer`, computed on it or held from an earlier one. `segment` gives the message its
  // times.
  void score(GstBuffer* buffer, const GstSegment& segment);

  // Waits for the score that is being computed, and publishes it.
  void drain();

  // What is being computed is thrown away, no earlier score is held, and the next frame is scored whatever
  // the interval.
  void forget();

  // What sync mode adds to the latency of a live pipeline, 0 in async mode. Any thread.
  GstClockTime latency() const;

  // What may change while frames pass.
  struct Conduct {
    ScoringMode mode = ScoringMode::sync;
    PaceLimits pace;
    bool post_messages = true;
    GstClockTime message_interval = 0;            // stream time
    GstClockTime earliest = GST_CLOCK_TIME_NONE;  // running time; frames up to it are late for the sink
  };
  struct Settings {
    std::optional<std::string> model;
    Device device = Device::automatic;
    Conduct conduct;
  };
  struct Published {
    std::optional<std::string> active_device;
    std::optional<std::string> model;  // the card's name
    StructurePtr last_score;
    ScoringStats stats;
    GstClockTime latency = 0;

    // The property `stats`.
    StructurePtr structure() const;
  };

  Settings settings;
  Published published;

 private:
  // A frame's place in time, for messages.
  struct FrameTimes {
    GstClockTime pts, duration, stream_time, running_time;
  };

  static FrameTimes times_of(GstBuffer* buffer, const GstSegment& segment);
  Conduct conduct() const;
  Turn decide(const PacedFrame& frame, const Conduct& now);
  void take(TimedScores done, const FrameTimes& times, const Conduct& now);
  void post(StructurePtr message, const FrameTimes& times, GstClockTime message_interval);
  bool message_is_due(GstClockTime stream_time, GstClockTime message_interval) const;
  void update_latency(ScoringMode mode);

  GstElement* element_;
  std::optional<Scorer> scorer_;
  std::unique_ptr<FrameSampler> sampler_;
  std::unique_ptr<ScoreWorker> worker_;
  FrameTimes working_on_ = {};  // the frame that the worker scores
  Pace pace_;
  std::optional<FrameScore> held_;
  GstClockTime last_message_ = GST_CLOCK_TIME_NONE;  // stream time
};

}  // namespace aesthetic
