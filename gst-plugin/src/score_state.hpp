// SPDX-License-Identifier: MIT
//
// All state of one aestheticscore element, and what it does with it; the GObject shell around it only
// translates. The functions throw aesthetic::Error.
//
//   state.start();                          // READY -> PAUSED
//   state.set_format(info, live);           // caps
//   state.take_in(buffer, segment);         // every buffer
//   while (BufferPtr done = state.finished()) push(done);
//   while (BufferPtr done = state.finish()) push(done);   // before what must not overtake the frames
//   state.drain(); state.forget();          // end of stream; flush, new segment or stream
//   state.stop();                           // PAUSED -> READY
#pragma once

#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <deque>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "aesthetic/device.hpp"
#include "aesthetic/shared_scorer.hpp"
#include "frame_sampler.hpp"
#include "gst_handles.hpp"
#include "model_loader.hpp"
#include "pace.hpp"
#include "score_meta.hpp"
#include "score_worker.hpp"
#include "scoring_stats.hpp"

namespace aesthetic {

enum class ScoringMode {
  sync,  // a frame goes on when it is scored
  async  // a frame goes on at once, with the newest score there is; the scorer has a thread of its own
};

// Locks: the element's object lock guards `settings` and `published`, which other threads use too. The
// ModelLoader has a lock of its own, inside it. The rest belongs to the streaming thread; start() and stop()
// run while there is none. Where both are needed the order is the pad's stream lock, then the object lock.
// Nothing is posted with the object lock held.
struct ScoreState {
  // Events go downstream through `source`. Both outlive this.
  ScoreState(GstElement* owner, GstPad* source);

  // Loads the model and runs it once.
  void start();
  void stop();

  // Frames from now on; forgets the held score. A `live` stream does not wait for a batch to fill.
  void set_format(const GstVideoInfo& info, bool live);

  // Begins with a frame: `buffer` is scored, or is to carry a score held from an earlier one. `segment` gives
  // the message its times.
  void take_in(BufferPtr buffer, const GstSegment& segment);

  // The next frame, with its score, in the order they came; null where it must wait for a batch.
  BufferPtr finished();
  // The same, but waits for the score; null where there is no frame any more.
  BufferPtr finish();

  // Waits for the score that is being computed for async mode, and publishes it.
  void drain();

  // Frames that are not finished and what is being computed are thrown away, no earlier score is held, and
  // the next frame is scored whatever the interval.
  void forget();

  // Loads what `settings.model` says now beside the stream, which goes over to it at a frame. Where that
  // fails the setting goes back and an element warning says why. Any thread; does nothing before start().
  void change_model();

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
    bool share_model = true;
    int batch_size = 0;
    int threads = 0;
    GstClockTime batch_timeout = 0;
    Conduct conduct;
  };
  struct Published {
    std::optional<std::string> active_device;
    std::optional<std::string> model;       // the card's name
    std::optional<std::string> model_file;  // `settings.model` that it was loaded for
    int batch_size = 0;                     // pictures that the network takes at a time
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

  // A frame on its way. Its scores are pending where it is scored and waits for them.
  struct Frame {
    BufferPtr buffer;
    FrameTimes times = {};
    std::shared_ptr<SharedScorer> scorer;
    std::future<Scores> pending;
    GstClockTime began = GST_CLOCK_TIME_NONE;
  };

  static FrameTimes times_of(GstBuffer* buffer, const GstSegment& segment);
  static ModelRequest request_of(const Settings& settings);
  Conduct conduct() const;
  void use(std::shared_ptr<SharedScorer> scorer);
  void warn_and_go_back(const std::exception& fault);
  Turn decide(const PacedFrame& frame, const Conduct& now);
  BufferPtr put_out();
  void announce(const std::string& model);
  void take(TimedScores done, const FrameTimes& times, const Conduct& now);
  void post(StructurePtr message, const FrameTimes& times, GstClockTime message_interval);
  bool message_is_due(GstClockTime stream_time, GstClockTime message_interval) const;
  void update_latency(ScoringMode mode);

  GstElement* element_;
  GstPad* source_;
  ModelLoader loader_;
  std::shared_ptr<SharedScorer> scorer_;
  std::optional<GstVideoInfo> format_;
  std::unique_ptr<FrameSampler> sampler_;
  std::unique_ptr<ScoreWorker> worker_;
  FrameTimes working_on_ = {};    // the frame that the worker scores
  std::deque<Frame> in_flight_;   // in the order they came
  std::size_t most_waiting_ = 0;  // frames that may wait for a batch to fill
  Pace pace_;
  std::optional<FrameScore> held_;
  std::map<std::string, std::string> choices_;       // what the cards of the models choose by
  std::string announced_;                            // the model whose choice downstream knows
  GstClockTime last_message_ = GST_CLOCK_TIME_NONE;  // stream time
};

}  // namespace aesthetic
