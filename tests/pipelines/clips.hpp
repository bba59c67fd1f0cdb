// SPDX-License-Identifier: MIT
//
// Pictures and videos for the tests, made on the spot by OpenCV and GStreamer.
//
//   write_clip(folder / "clip.mkv", {gray_frame(50), gray_frame(200)});  // lossless, 25 frames a second
#pragma once

#include <filesystem>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace aesthetic::test {

constexpr int clip_rate = 25;

// Runs a pipeline to its end; fails the test when it reports an error.
void run_pipeline(const std::string& description);

// Smooth noise over a gradient: something like a photograph, the same each time for one seed.
cv::Mat smooth_picture(cv::Size size, int seed = 1);

// A frame whose mean brightness is about `level`, not of one colour. `level` 20..235.
cv::Mat gray_frame(int level, cv::Size size = {64, 48});

// What the test network gives for a frame of that mean brightness: sigmoid(4 * (level / 255 - 1/2)).
double score_of_level(int level);

// GStreamer's conversion from YUV is off by up to 4 of 255, and the test network is as steep as 1.
constexpr double score_tolerance = 0.016;

// Losslessly, in Matroska.
constexpr const char* lossless = "video/x-raw,format=Y444 ! avenc_ffv1 ! matroskamux";

// A file with these frames (8-bit BGR, one size), made by `encoder`.
void write_clip(const std::filesystem::path& file, const std::vector<cv::Mat>& frames,
                const std::string& encoder = lossless);

// Frames of these mean brightnesses.
void write_clip_of_levels(const std::filesystem::path& file, const std::vector<int>& levels,
                          const std::string& encoder = lossless);

// A QuickTime file of 64x48 whose track header says: turn by 90 degrees for display.
void write_turned_clip(const std::filesystem::path& file);

}  // namespace aesthetic::test
