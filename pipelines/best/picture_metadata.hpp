// SPDX-License-Identifier: MIT
//
// Says in a picture file where the picture is from and how it was scored, in its EXIF and XMP.
//
//   write_metadata("best-1.jpg", {"bikes.mp4", frame, "aesthetic-lite"});
//
//   exiv2 -pa best-1.jpg prints it.
#pragma once

#include <filesystem>
#include <string>

#include "best/selection.hpp"

namespace aesthetic {

struct PictureMetadata {
  std::string source;  // the video's file name
  const ScoredFrame& frame;
  std::string model;
};

// XMP: dc:source, dc:description, and in a namespace of our own score:time, score:model, score:overall and
// the attributes. EXIF: the same in ImageDescription as one line, and Software. Any thread. Throws
// Error(unreadable) where the file cannot be written.
void write_metadata(const std::filesystem::path& file, const PictureMetadata& metadata);

}  // namespace aesthetic
