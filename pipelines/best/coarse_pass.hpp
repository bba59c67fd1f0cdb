// SPDX-License-Identifier: MIT
//
// The first look at a long video: its key frames, which alone are decoded, one of each second at most. Where
// they lie far apart the frames between are decoded too, and one of every two seconds is scored.
//
//   if (!pass_coarsely("film.mp4", settings, frames, show)) ...;  // short: score every frame
#pragma once

#include <filesystem>
#include <functional>

#include "best/frame_collection.hpp"
#include "best/settings.hpp"
#include "reading/windows.hpp"

namespace aesthetic {

// Told how far a pass has come, in seconds of the video.
using ShowProgress = std::function<void(const char* step, double done, double total)>;

// What it reads first: the key frames.
WindowReading key_frame_reading(const BestSettings& settings);

// Adds to `frames`; all that can be read of a video that breaks off. False where the video is so short that
// every frame can be scored, or where frames have no times. Throws Error as VideoReader and FrameCollection
// do.
bool pass_coarsely(const std::filesystem::path& file, const BestSettings& settings, FrameCollection& frames,
                   const ShowProgress& show);

}  // namespace aesthetic
