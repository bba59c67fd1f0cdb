// SPDX-License-Identifier: MIT
//
// One connection to a source: its scores as they come, and the best frame of every window.
//
//   LiveStream stream(source, {Scoring{model}, 5, window});
//   while (stream.state() == LiveStream::State::runs) {
//     stream.wait(std::chrono::milliseconds(100));
//     while (auto score = stream.next_score()) print(*score);
//     while (auto picture = stream.next_picture()) write(*picture);
//   }
//
// The source never waits: while a frame is being scored only the newest of the others is kept. Each score is
// that of the very frame it came with, so a picture that is kept has the score it was chosen for. A file is
// played at its own speed.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <string>

#include "reading/frame_scores.hpp"
#include "reading/gst.hpp"
#include "reading/video_reader.hpp"
#include "watch/empty_windows.hpp"
#include "watch/source.hpp"
#include "watch/wall_time.hpp"

namespace aesthetic {

// Which frames are kept.
struct WindowChoice {
  double seconds = 10;  // one frame of so much time
  std::string by = "overall";
  double min_score = 0;
};

struct StreamSettings {
  Scoring scoring;
  double rate = 0;                     // most scores a second, 0 for as many as the machine manages
  std::optional<WindowChoice> window;  // none: no pictures
};

struct LiveScore {
  WallTime time;                   // when the frame was there
  std::optional<double> position;  // seconds since the beginning of the stream
  FrameScores found;
};

struct LivePicture {
  LiveScore score;
  VideoFrame frame;
};

class LiveStream {
 public:
  enum class State {
    runs,
    ended,   // the source has no more, or finish() was called
    broken,  // see fault()
  };

  // Begins to play. Throws Error(failed) where the pipeline cannot be built.
  LiveStream(const Source& source, const StreamSettings& settings);
  ~LiveStream();
  LiveStream(const LiveStream&) = delete;
  LiveStream& operator=(const LiveStream&) = delete;

  // Waits for something to happen, at most that long. Throws Error(failed) with the element's own text when
  // scoring or choosing fails.
  void wait(std::chrono::milliseconds most);

  // In the order they came; none when there is none now. After the end there may be some left.
  std::optional<LiveScore> next_score();
  std::optional<LivePicture> next_picture();

  // Why windows go by without a picture, when there is something to say of it.
  std::optional<std::string> no_pictures();

  // Ends the stream, with the best frame of the window that is open.
  void finish();

  State state() const { return state_; }
  const std::string& fault() const { return fault_; }  // one line
  bool had_frames() const;

 private:
  struct Arrivals;

  void handle(GstMessage* message);
  void handle_error(GstMessage* message);
  void handle_score(const GstStructure* score);
  void look_for_stall();
  void look_for_end();
  void end_at_entry() const;
  void take_pictures();
  LiveScore scored(const FrameScores& found, GstClockTime running_time, GstClockTime stream_time) const;

  const Source& source_;
  bool keeps_pictures_;
  gst::Pipeline pipeline_;
  gst::Ptr<GstBus> bus_;
  gst::Ptr<GstElement> entry_;
  gst::Ptr<GstElement> score_;
  gst::Ptr<GstElement> select_;
  gst::Ptr<GstElement> out_;
  std::unique_ptr<Arrivals> arrivals_;
  FrameScoresReader reader_;
  std::deque<LiveScore> scores_;
  std::deque<LivePicture> pictures_;
  EmptyWindows empty_windows_;
  State state_ = State::runs;
  std::string fault_;
  bool all_ended_ = false;  // every sink of the pipeline
  std::optional<std::chrono::steady_clock::time_point> finish_asked_;
};

}  // namespace aesthetic
