// SPDX-License-Identifier: MIT
//
// All state of one aestheticselect element, and what it does with it; the GObject shell around it only
// translates. The functions throw aesthetic::Error.
//
//   state.start();                           // READY -> PAUSED
//   state.set_format(info);                  // caps
//   flow = state.take(std::move(frame), segment);  // every buffer; pushes the best ones of a window that
//   ends state.end_scene(); state.drain(); state.finish(); state.discard();  // scene; caps, segment; EOS;
//   flush state.stop();                            // PAUSED -> READY
#pragma once

#include <gst/gst.h>
#include <gst/video/video.h>

#include <memory>
#include <optional>
#include <string>

#include "best_frames.hpp"
#include "gst_handles.hpp"
#include "picture_gate.hpp"
#include "score_weights.hpp"
#include "selection_stats.hpp"
#include "time_window.hpp"
#include "window_alarm.hpp"

namespace aesthetic {

// Locks: the element's object lock guards `settings` and `published`, which other threads use too. The rest
// belongs to who holds the sink pad's stream lock: the streaming thread, or the alarm's; start() and stop()
// run while there is none. Nothing is pushed or posted with the object lock held.
struct SelectState {
  // Frames come through `sink` and go on through `source`. All three outlive this.
  SelectState(GstElement* owner, GstPad* sink, GstPad* source);

  // Throws Error(bad_data) where `by` was set to something that cannot be read.
  void start();
  void stop();

  // Frames from now on.
  void set_format(const GstVideoInfo& info);

  // What pushing gave. One frame may end a window before it, and one with it.
  GstFlowReturn take(BufferPtr frame, const GstSegment& segment);

  // The stream has nothing to show until then. Whether the window that is open covers it.
  bool pass_gap(GstClockTime pts, GstClockTime duration, const GstSegment& segment);
  // What the card of the model of the scores to come chooses by. Scores that are compared by another measure
  // begin a new window. Throws Error(bad_data) where that cannot be read.
  void set_choice(const std::string& by);
  // A scene ends here; without per-scene this is nothing.
  void end_scene();
  // Ends the window that is open: its best frames go on.
  void drain();
  // The stream ends. Throws Error(bad_picture) where no frame of it carried a score.
  void finish();
  // What is held is thrown away, and what went on before is forgotten.
  void discard();

  // A text that cannot be read is an element warning and changes nothing while the element runs, and an error
  // of start() otherwise. Any thread.
  void set_by(const std::string& text);

  // What may change while frames pass.
  struct Conduct {
    GstClockTime window = 5 * GST_SECOND;  // running time
    bool per_scene = false;
    BestFramesLimits limits;
    double min_score = 0;
    GateLimits gate;
    bool by_choice = true;                        // as the model's card says
    std::shared_ptr<const ScoreWeights> weights;  // otherwise; null: `by` cannot be read
  };
  struct Settings {
    Conduct conduct;
    std::string by = "choice";
  };
  struct Published {
    SelectionStats stats;
    bool running = false;
  };

  Settings settings;
  Published published;

 private:
  Conduct conduct() const;
  void follow(const Conduct& now);
  void forget_choice();
  std::optional<FrameSpan> span_of(GstClockTime pts, GstClockTime duration, const GstSegment& segment) const;
  void note_time(GstBuffer* frame, const FrameSpan& span);
  Fate judge(BufferPtr frame, GstClockTime time, const Conduct& now);
  std::optional<Fate> refuse_unfresh(const GstStructure* score);
  Fate look(GstBuffer* frame, const GateLimits& limits);
  void count(Fate fate);
  void expect_scores(GstClockTime time, const Conduct& now) const;
  GstFlowReturn end_window();
  void end_silent_window();
  void push_gap() const;

  GstElement* element_;
  GstPad* source_;
  GstVideoInfo info_ = {};
  std::unique_ptr<PictureGate> gate_;  // made for the first frame that has to be looked at
  std::shared_ptr<const ScoreWeights> weights_;
  std::string choice_text_;  // of the model's card
  std::shared_ptr<const ScoreWeights> choice_;
  TimeWindow window_;
  WindowAlarm alarm_;
  BestFrames best_;
  // Of the window that is open.
  struct Open {
    bool has_frames = false;
    bool has_fresh = false;                                                // scores of its very frames
    GstClockTime first = GST_CLOCK_TIME_NONE, last = GST_CLOCK_TIME_NONE;  // time stamps
  };
  Open open_;
  GstClockTime first_time_ = GST_CLOCK_TIME_NONE;   // running time of the stream's first frame
  GstClockTime last_chosen_ = GST_CLOCK_TIME_NONE;  // running time
  bool has_frames_ = false, has_scores_ = false;
  GstFlowReturn event_flow_ = GST_FLOW_OK;  // what pushing gave while an event was handled
};

}  // namespace aesthetic
