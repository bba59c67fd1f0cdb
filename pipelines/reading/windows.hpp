// SPDX-License-Identifier: MIT
//
// Reads parts of a video, with seeks where they save decoding.
//
//   WindowReading reading;
//   reading.windows = {{60, 62, 0.1}, {600, 602, 0.1}};
//   read_windows("film.mp4", reading, [](const VideoFrame& frame, const VideoReader&) {
//     std::cout << *frame.time << '\n';
//     return true;
//   });
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <unordered_set>
#include <vector>

#include "reading/video_reader.hpp"

namespace aesthetic {

// Times in seconds. A frame without a time belongs to every window.
struct FrameWindow {
  double begin = 0;
  double end = std::numeric_limits<double>::infinity();  // not part of it
  double step = 0;  // one frame of each so many seconds, the first one; 0: every frame
  int every = 1;    // of those, every so many-th
};

struct WindowReading {
  std::optional<Scoring> scoring;
  std::vector<FrameWindow> windows;  // in the order of time, apart; at least one
  bool key_frames = false;           // decodes nothing else
  std::vector<double> key_times;  // key frames that are known: with none between two windows, no seek is made
  std::unordered_set<std::uint64_t> known;  // PTS of frames that are left out
};

// Calls `take` for each frame until it returns false. Where the file allows no seek it is decoded from the
// beginning. The duration of the video in seconds, 0 where it is not known. Throws Error as VideoReader does.
double read_windows(const std::filesystem::path& file, const WindowReading& reading,
                    const std::function<bool(const VideoFrame&, const VideoReader&)>& take);

}  // namespace aesthetic
