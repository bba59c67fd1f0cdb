// SPDX-License-Identifier: MIT
//
// Whole files in and out, and the SHA-256 of what was read.
//
//   std::vector<unsigned char> bytes = read_file("aesthetic-lite.onnx");
//   if (sha256(bytes) != card.network_sha256) ...
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "aesthetic/export.hpp"

namespace aesthetic {

// Throws Error: not_found, unreadable (also for a folder).
AESTHETIC_EXPORT std::vector<unsigned char> read_file(const std::filesystem::path& file);

// Writes a temporary file beside `file` and renames it: whole or not at all. Of a link, the file
// that it leads to; what is there and no regular file (a device, a pipe) is written to instead. Throws
// Error(unreadable).
AESTHETIC_EXPORT void write_file(const std::filesystem::path& file, std::string_view text);

// 64 lower-case hex digits.
AESTHETIC_EXPORT std::string sha256(const std::vector<unsigned char>& bytes);

}  // namespace aesthetic
