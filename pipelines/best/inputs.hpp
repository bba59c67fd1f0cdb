// SPDX-License-Identifier: MIT
//
// Which videos lie in the files and folders that were named.
//
//   Inputs inputs = find_videos({"holiday", "party.mp4"}, "best-frames");
//   for (const std::filesystem::path& video : inputs.videos) ...;
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aesthetic {

struct Inputs {
  std::vector<std::filesystem::path> videos;  // as named, folders in the order of their paths; each file once
  std::vector<std::string> skipped;           // a line for each folder with files that are no videos
  std::vector<std::string> faults;            // what cannot be read in the folders, a line each
};

// Folders are searched with all folders in them, but for hidden ones, links to folders and `output`. There a
// file is a video when GStreamer recognises it as one by its first bytes, or when it is named like one: so
// that a broken video is missed and not passed over. A file that was named itself is taken as it is.
Inputs find_videos(const std::vector<std::string>& named, const std::filesystem::path& output);

// A name for each video, that of its file without the extension, made unique: "clip", "clip-2".
std::vector<std::string> unique_names(const std::vector<std::filesystem::path>& videos);

}  // namespace aesthetic
