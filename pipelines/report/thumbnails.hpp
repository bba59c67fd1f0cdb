// SPDX-License-Identifier: MIT
//
// Small pictures of a video at even distances, however long it is. While frames pass by, every n-th of them
// is kept; whenever there are too many, every other one goes and n doubles.
//
//   Thumbnails thumbnails;
//   while (auto frame = reader.next()) thumbnails.offer(*frame);
//   std::cout << thumbnails.all().size() << '\n';  // 150 to 300 of a long video
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reading/video_reader.hpp"

namespace aesthetic {

struct Thumbnail {
  std::int64_t index = 0;      // of the frame in the video
  std::optional<double> time;  // seconds since the beginning
  std::string jpeg;            // a file of some kilobytes, the long side 160 pixels
};

class Thumbnails {
 public:
  static constexpr int longest_side = 160;

  // Keeps at most `most` of them, 2 or more.
  explicit Thumbnails(std::size_t most = 300);
  ~Thumbnails();
  Thumbnails(Thumbnails&&) noexcept;
  Thumbnails& operator=(Thumbnails&&) noexcept;

  // The next frame. Only one that is kept costs anything. Throws Error(failed) when it cannot be converted.
  void offer(const VideoFrame& frame);

  // In the order in which they came.
  const std::vector<Thumbnail>& all() const { return kept_; }

 private:
  struct Reducer;

  std::size_t most_;
  std::uint64_t offered_ = 0;
  std::uint64_t stride_ = 1;
  std::vector<Thumbnail> kept_;
  std::unique_ptr<Reducer> reducer_;
};

}  // namespace aesthetic
