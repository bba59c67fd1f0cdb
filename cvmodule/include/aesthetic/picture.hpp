// SPDX-License-Identifier: MIT
//
// From a picture to what a network takes, for the trainer and for programs without GStreamer. The element
// reduces frames with the same Warp, but as YUV of 8 bits: its scores of a picture differ a little.
//
//   cv::Mat picture = aesthetic::read_picture("holiday.jpg");
//   scorer.score(aesthetic::prepare(picture, scorer.card().input));
#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core/mat.hpp>

#include "aesthetic/export.hpp"
#include "aesthetic/model_card.hpp"

namespace aesthetic {

// Any still picture that OpenCV decodes, upright (EXIF orientation), as 8-bit BGR.
// Throws Error: not_found, unreadable, bad_picture.
AESTHETIC_EXPORT cv::Mat read_picture(const std::filesystem::path& file);

// Warps the whole picture to `size` with the triangle filter that is as wide as the reduction ("bilinear with
// antialiasing"; plain bilinear when enlarging); edges are repeated. `picture` is 8-bit with 1 to 4 channels
// and not empty; so is the result.
AESTHETIC_EXPORT cv::Mat warp(const cv::Mat& picture, cv::Size size);

// How samples are written: value * gain + offset.
struct Levels {
  double gain = 1;
  double offset = 0;
};

// The same for frame after frame: pictures of one size need no new memory and no new table of weights. The
// result lives until the next call.
class AESTHETIC_EXPORT Warp {
 public:
  Warp();
  ~Warp();
  Warp(Warp&&) noexcept;
  Warp& operator=(Warp&&) noexcept;

  const cv::Mat& operator()(const cv::Mat& picture, cv::Size size);

  // The part of `picture` (8 or 16 bits, 1 to 4 channels) in `part`, in whose coordinates sample i covers i
  // to i + 1: chroma samples seldom lie on the grid of the frame. The result has 16 bits.
  const cv::Mat& operator()(const cv::Mat& picture, const cv::Rect2d& part, cv::Size size,
                            const Levels& levels);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// An 8-bit BGR picture of any size to the network's input picture: `input.size`, CV_8UC3, `input.channels`.
// Throws Error(bad_picture) for an empty picture or another pixel type.
AESTHETIC_EXPORT cv::Mat prepare(const cv::Mat& bgr, const ModelInput& input);

// Throws Error(bad_picture) where `picture` is not what prepare() gives: input.size, CV_8UC3.
AESTHETIC_EXPORT void check_picture(const cv::Mat& picture, const ModelInput& input);

// Writes one input picture (as `prepare` makes it) to `planes`: 3 consecutive float planes of input.size,
// values (clamp(v, darkest, brightest) - mean[c]) * scale. No allocation.
AESTHETIC_EXPORT void to_planes(const cv::Mat& picture, const ModelInput& input, float* planes);

}  // namespace aesthetic
