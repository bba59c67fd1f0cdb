// SPDX-License-Identifier: MIT
//
// A pipeline videotestsrc ! capsfilter ! aestheticscore ! appsink that goes on for as long as somebody takes
// frames out of it. For programs that run without a test framework: faults are exceptions.
//
//   ScoredVideo video;
//   video.set_state(GST_STATE_PLAYING);
//   for (int i = 0; i < 100; ++i) video.take_frame();
#pragma once

#include <gst/gst.h>

#include <memory>
#include <string>

namespace aesthetic::test {

struct ObjectUnref {
  void operator()(gpointer object) const { gst_object_unref(object); }
};
using ElementPtr = std::unique_ptr<GstElement, ObjectUnref>;

// Path of one of the generated networks.
std::string network(const std::string& name);

// What a frame came with.
struct TakenFrame {
  GstClockTime pts;
  bool scored;  // carries a score, which is in 0..1 and no younger than the frame
};

// For one thread. Throws std::runtime_error where an element posts an error, a frame carries nonsense, or
// nothing comes for a minute.
class ScoredVideo {
 public:
  // `frames`: how many there are in all; negative: no end.
  explicit ScoredVideo(int frames = -1);
  ~ScoredVideo();
  ScoredVideo(const ScoredVideo&) = delete;
  ScoredVideo& operator=(const ScoredVideo&) = delete;

  GstElement* scorer() const { return scorer_.get(); }
  void set_state(GstState state);
  void set_caps(const std::string& caps);
  void set_model(const std::string& name);
  void seek(GstClockTime position);
  // False at the end of the stream.
  bool take_frame(TakenFrame* frame = nullptr);
  // Warnings posted so far.
  int warnings() const { return warnings_; }

 private:
  void read_bus();

  ElementPtr pipeline_, filter_, scorer_, sink_;
  int warnings_ = 0;
};

}  // namespace aesthetic::test
