// SPDX-License-Identifier: MIT
//
// Pictures in a folder, named by the time they were taken, with their scores in them.
//
//   PictureFolder folder("watched", "rtsp://camera/stream");  // fails early where nothing could be written
//   const auto file = folder.write(picture);      // watched/2026-11-22_17-31-03.250.jpg
#pragma once

#include <filesystem>
#include <string>

#include "watch/live_stream.hpp"

namespace aesthetic {

class PictureFolder {
 public:
  // Makes the folder. Throws Error(unreadable) when it cannot be made or written.
  // `source`: what the pictures are of.
  PictureFolder(std::filesystem::path folder, std::string source);

  // The file is there whole or not at all, and never replaces another. Throws Error: unreadable where it
  // cannot be written, failed where the frame cannot be read or encoded.
  std::filesystem::path write(const LivePicture& picture) const;

 private:
  std::filesystem::path folder_;
  std::string source_;
};

}  // namespace aesthetic
