// SPDX-License-Identifier: MIT
//
// Reads a video file as a sequence of upright frames, with scores where a model is given. GStreamer decodes.
//
//   VideoReader reader("bikes.mp4", Scoring{aesthetic::default_model()});
//   while (auto frame = reader.next()) std::cout << *frame->time << ' ' << frame->scores.overall() << '\n';
//
// Reading the same file twice gives the same frames with the same PTS, with or without scores.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "aesthetic/device.hpp"
#include "aesthetic/scores.hpp"
#include "reading/gst.hpp"

namespace aesthetic {

// How `aestheticscore` is set up.
struct Scoring {
  std::filesystem::path model;
  Device device = Device::automatic;
  int interval = 1;  // scores every interval-th frame; the frames between carry the held score
};

struct VideoFrame {
  std::int64_t index = 0;                  // 0 for the first frame
  GstClockTime pts = GST_CLOCK_TIME_NONE;  // as the decoder gave it
  std::optional<double> time;              // seconds since the beginning, as a player shows it
  Scores scores;                           // empty without a model
  std::string model;                       // name of the model
  bool fresh = false;                      // scored on this very frame
  gst::Ptr<GstSample> sample;              // the decoded picture, in the decoder's format
};

class VideoReader {
 public:
  // Opens the file. Faults inside it may show only in next().
  // Throws Error: not_found, unreadable, failed.
  explicit VideoReader(const std::filesystem::path& file,
                       const std::optional<Scoring>& scoring = std::nullopt);
  ~VideoReader();

  // The next frame, none after the last one. Throws Error: bad_picture "FILE: fault" for a file that holds no
  // video, cannot be decoded or breaks off with an error; failed with the element's own text when scoring
  // fails.
  std::optional<VideoFrame> next();

  // Number of frames by duration and frame rate, 0 where one of them is not known. Valid after the first
  // frame.
  std::int64_t estimated_frames() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aesthetic
