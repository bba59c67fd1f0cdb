// SPDX-License-Identifier: MIT
//
// The chosen frames as picture files: fetched from the video by a second reading.
//
//   std::vector<cv::Mat> small = write_pictures("film.mp4", video, chosen, settings, folder, progress);
#pragma once

#include <cstddef>
#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "best/output_folder.hpp"
#include "best/scoring.hpp"
#include "best/settings.hpp"
#include "best/work_progress.hpp"

namespace aesthetic {

// "best-1.jpg" for the best one.
std::string picture_name(std::size_t rank, const std::string& format);

// Whether some run gave a picture this name.
bool is_picture_name(const std::string& name);

// Writes each of them at full resolution, and gives them reduced for the contact sheet, 8-bit BGR, in the
// order of `chosen` (positions in video.frames). Throws Error: unreadable, bad_picture.
std::vector<cv::Mat> write_pictures(const std::filesystem::path& file, const ScoredVideo& video,
                                    const std::vector<std::size_t>& chosen, const BestSettings& settings,
                                    OutputFolder& folder, WorkProgress& progress);

}  // namespace aesthetic
