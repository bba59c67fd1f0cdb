// SPDX-License-Identifier: MIT
//
// Reads a video file as a sequence of upright frames, with scores where a model is given. GStreamer decodes.
//
//   VideoReader reader("bikes.mp4", Scoring{aesthetic::default_model()});
//   while (auto frame = reader.next()) std::cout << *frame->time << ' ' << frame->scores.overall() << '\n';
//
// Reading the same file twice gives the same frames with the same PTS, with or without scores.
//
// Parts of a file: only key frames are decoded here, and only those of the second minute are scored.
//
//   Reading reading;
//   reading.scoring = Scoring{aesthetic::default_model()};
//   reading.key_frames = true;
//   reading.span = TimeSpan{60, 120};
//   reading.wanted = [](const FramePlace& place) { return place.time && *place.time >= 60; };
//   VideoReader reader("film.mp4", reading);
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "aesthetic/scores.hpp"
#include "reading/gst.hpp"
#include "reading/scoring.hpp"

namespace aesthetic {

// Seconds since the beginning of a video; `end` is not part of it.
struct TimeSpan {
  double begin = 0;
  double end = std::numeric_limits<double>::infinity();
};

// Where a decoded frame lies.
struct FramePlace {
  GstClockTime pts = GST_CLOCK_TIME_NONE;
  std::optional<double> time;  // seconds since the beginning
};

// What is read of a file.
struct Reading {
  std::optional<Scoring> scoring;
  bool key_frames = false;  // frames between key frames are not even decoded
  double key_step = 0;      // seconds between key frames, where a codec has nothing else (JPEG, ProRes)
  // Begins there with a seek, up to half a second early, and ends there; where the file allows no seek it is
  // read as a whole.
  std::optional<TimeSpan> span;
  // Frames for which this is false are neither scored nor given. Called in a thread of the reader's own.
  std::function<bool(const FramePlace&)> wanted;
};

struct VideoFrame {
  std::int64_t index = 0;                  // 0 for the first frame; -1 where frames before it were left out
  GstClockTime pts = GST_CLOCK_TIME_NONE;  // as the decoder gave it
  std::optional<double> time;              // seconds since the beginning, as a player shows it
  Scores scores;                           // empty without a model
  std::string model;                       // name of the model
  bool fresh = false;                      // scored on this very frame
  bool damaged = false;                    // the decoder failed shortly before; see reading/damage.hpp
  gst::Ptr<GstSample> sample;              // the decoded picture, in the decoder's format
};

class VideoReader {
 public:
  // Opens the file. Faults inside it may show only in next().
  // Throws Error: not_found, unreadable, failed.
  explicit VideoReader(const std::filesystem::path& file,
                       const std::optional<Scoring>& scoring = std::nullopt);
  VideoReader(const std::filesystem::path& file, const Reading& reading);
  ~VideoReader();

  // Whether the seek to `span`, or to the last one asked for, was made.
  bool sought() const;
  // Goes on there, up to half a second early; for a reader that sought() before. False where that fails.
  bool seek(const TimeSpan& span);

  // The next frame, none after the last one. Throws Error: bad_picture "FILE: fault" for a file that holds no
  // video, cannot be decoded or breaks off, with an error or before it says that it ends; failed with the
  // element's own text when scoring fails.
  std::optional<VideoFrame> next();

  // Number of frames by duration and frame rate, 0 where one of them is not known. Valid after the first
  // frame.
  std::int64_t estimated_frames() const;
  // Seconds, 0 where it is not known. Valid after the first frame and at the end.
  double duration() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aesthetic
