// SPDX-License-Identifier: MIT
#include "reading/picture_files.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <string_view>

namespace aesthetic {
namespace {

namespace fs = std::filesystem;

// Raw pictures of cameras are missing on purpose: OpenCV takes them for TIFF and reads their tiny preview.
constexpr std::array<std::string_view, 21> endings = {
    ".avif", ".bmp", ".dib", ".exr", ".heic", ".heif", ".jp2", ".jpe", ".jpeg", ".jpg", ".jxl",
    ".pbm",  ".pgm", ".png", ".pnm", ".ppm",  ".ras",  ".tga", ".tif", ".tiff", ".webp"};

bool is_picture_name(const fs::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

bool is_hidden(const fs::path& file) {
  return file.filename().string().front() == '.';
}

// Folder by folder, so that one that cannot be read does not end the others.
void add_pictures(const fs::path& folder, PictureFiles& found) {
  std::error_code fault;
  std::vector<fs::path> folders;
  for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end; entry.increment(fault)) {
    if (is_hidden(entry->path())) continue;
    std::error_code unknown;  // then it is neither
    if (entry->is_directory(unknown) && !entry->is_symlink(unknown)) {
      folders.push_back(entry->path());
    } else if (is_picture_name(entry->path()) && !entry->is_directory(unknown)) {
      found.files.push_back(entry->path().string());
    }
  }
  if (fault) found.faults.push_back(folder.string() + ": cannot be read: " + fault.message());
  for (const fs::path& below : folders) add_pictures(below, found);
}

}  // namespace

PictureFiles picture_files(const std::vector<std::string>& names) {
  PictureFiles found;
  for (const std::string& name : names) {
    std::error_code unknown;
    if (!fs::is_directory(name, unknown)) {
      found.files.push_back(name);
      continue;
    }
    const auto before = static_cast<std::ptrdiff_t>(found.files.size());
    const std::size_t faults = found.faults.size();
    add_pictures(name, found);
    std::sort(found.files.begin() + before, found.files.end());
    if (found.files.begin() + before == found.files.end() && found.faults.size() == faults)
      found.faults.push_back(name + ": no picture in this folder");
  }
  return found;
}

}  // namespace aesthetic
