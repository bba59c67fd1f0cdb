// SPDX-License-Identifier: MIT
//
// What a network learns flaws from: of every photograph views without a flaw and views spoilt in one way.
//
//   FlawSamples samples(files, {4, 1});
//   samples.at(7).flaw;               // none, or how sample 7 is spoilt
//   cv::Mat picture = samples.make(7);  // the same every time
//
// A photograph may be dark, soft or askew on purpose: as it is, it counts as sound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <vector>

#include "datasets/spoiling.hpp"

namespace aesthetic::training {

struct FlawSample {
  std::size_t photograph = 0;  // its index
  std::optional<Flaw> flaw;
  double strength = 0;  // of the flaw, 0..1

  // What a network is to say: 1 without a flaw, falling to 0 with its strength.
  double soundness() const { return flaw ? (1 - strength) * (1 - strength) : 1; }
};

struct FlawSampleOptions {
  std::size_t copies = 4;  // spoilt ones of each photograph
  std::uint64_t seed = 1;
};

class FlawSamples {
 public:
  // Of each photograph come in this order: itself, itself as a frame of a video, a view of it, spoilt views.
  static constexpr std::size_t whole = 0;
  static constexpr std::size_t video = 1;
  static constexpr std::size_t view = 2;
  static constexpr std::size_t sound_samples = 3;

  FlawSamples(std::vector<std::filesystem::path> photographs, const FlawSampleOptions& options);

  std::size_t size() const { return photographs_.size() * of_each(); }
  std::size_t of_each() const { return sound_samples + options_.copies; }
  FlawSample at(std::size_t index) const;
  // 8-bit BGR. A view is a part of the photograph of any shape from upright to wide, perhaps mirrored,
  // compressed or a frame of a video. Throws Error as read_picture does.
  cv::Mat make(std::size_t index) const;

 private:
  cv::RNG generator(std::size_t index) const;

  std::vector<std::filesystem::path> photographs_;
  FlawSampleOptions options_;
};

}  // namespace aesthetic::training
