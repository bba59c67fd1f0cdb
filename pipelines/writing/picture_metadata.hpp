// SPDX-License-Identifier: MIT
//
// Says in a picture where it is from and how it was scored, in its EXIF and XMP.
//
//   bytes = with_metadata(bytes, {"bikes.mp4", 3.5, std::nullopt, scores, "aesthetic-lite"});
//
//   exiv2 -pa best-1.jpg prints it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "aesthetic/scores.hpp"

namespace aesthetic {

struct PictureMetadata {
  std::string source;                                          // what people call the video or the camera
  std::optional<double> time;                                  // seconds since the beginning of the video
  std::optional<std::chrono::system_clock::time_point> taken;  // of live pictures
  const Scores& scores;
  std::string model;
};

// The picture file in memory with them. XMP: dc:source, dc:description, and in a namespace of our own
// score:time, score:model, score:overall and the attributes. EXIF: the same in ImageDescription as one line,
// Software, and DateTimeOriginal with SubSecTimeOriginal and OffsetTimeOriginal for live pictures. Any
// thread. Throws Error(failed) where it is no picture.
std::vector<unsigned char> with_metadata(const std::vector<unsigned char>& file,
                                         const PictureMetadata& metadata);

}  // namespace aesthetic
