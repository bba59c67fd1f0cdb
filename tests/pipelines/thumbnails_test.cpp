// SPDX-License-Identifier: MIT
#include "report/thumbnails.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgcodecs.hpp>

#include "clips.hpp"
#include "report/small_jpeg.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

cv::Mat decoded(const Thumbnail& thumbnail) {
  return cv::imdecode(std::vector<char>(thumbnail.jpeg.begin(), thumbnail.jpeg.end()), cv::IMREAD_COLOR);
}

Thumbnails thumbnails_of(const std::filesystem::path& clip, std::size_t most) {
  Thumbnails thumbnails(most);
  VideoReader reader(clip);
  while (const auto frame = reader.next()) thumbnails.offer(*frame);
  return thumbnails;
}

TEST(Thumbnails, KeepsEveryFrameOfAShortVideo) {
  const TemporaryFolder folder;
  write_clip_of_levels(folder / "clip.mkv", {50, 100, 150, 200});
  const Thumbnails thumbnails = thumbnails_of(folder / "clip.mkv", 10);
  ASSERT_EQ(thumbnails.all().size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(thumbnails.all()[i].index, static_cast<std::int64_t>(i));
    EXPECT_NEAR(cv::mean(decoded(thumbnails.all()[i]))[1], 50 + 50 * static_cast<double>(i), 8);
  }
  EXPECT_NEAR(*thumbnails.all()[3].time, 3.0 / clip_rate, 1e-3);
}

TEST(Thumbnails, StayEvenlySpacedAndFewInALongVideo) {
  const TemporaryFolder folder;
  std::vector<int> levels(203);
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = 30 + static_cast<int>(i);
  write_clip_of_levels(folder / "clip.mkv", levels);
  const Thumbnails thumbnails = thumbnails_of(folder / "clip.mkv", 16);
  ASSERT_EQ(thumbnails.all().size(), 13U);  // every 16th of 203
  for (std::size_t i = 0; i < thumbnails.all().size(); ++i) {
    EXPECT_EQ(thumbnails.all()[i].index, static_cast<std::int64_t>(16 * i));
    EXPECT_NEAR(cv::mean(decoded(thumbnails.all()[i]))[1], 30 + 16 * static_cast<double>(i), 8);
  }
}

TEST(Thumbnails, KeepTheShapeOfTheFrame) {
  const TemporaryFolder folder;
  write_clip(folder / "wide.mkv", {smooth_picture({640, 272})});
  write_clip(folder / "tall.mkv", {smooth_picture({90, 400})});
  EXPECT_EQ(decoded(thumbnails_of(folder / "wide.mkv", 4).all().front()).size(), cv::Size(160, 68));
  EXPECT_EQ(decoded(thumbnails_of(folder / "tall.mkv", 4).all().front()).size(), cv::Size(36, 160));
}

TEST(SmallJpeg, NeverEnlargesNorVanishes) {
  EXPECT_EQ(size_within({100, 50}, 160), cv::Size(100, 50));
  EXPECT_EQ(size_within({1600, 900}, 160), cv::Size(160, 90));
  EXPECT_EQ(size_within({10000, 3}, 160), cv::Size(160, 1));
}

}  // namespace
}  // namespace aesthetic::test
