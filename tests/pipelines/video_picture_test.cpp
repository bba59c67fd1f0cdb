// SPDX-License-Identifier: MIT
#include "reading/video_picture.hpp"

#include <gtest/gtest.h>

#include "clips.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

using test::TemporaryFolder;

VideoFrame first_frame(const std::filesystem::path& file) {
  VideoReader reader(file);
  auto frame = reader.next();
  EXPECT_TRUE(frame);
  return std::move(*frame);
}

TEST(BgrPicture, IsTheDecodedFrame) {
  const TemporaryFolder folder;
  const cv::Mat original = test::smooth_picture({321, 241});
  test::write_clip(folder / "clip.mkv", {original});
  const cv::Mat picture = bgr_picture(first_frame(folder / "clip.mkv"));
  ASSERT_EQ(picture.size(), original.size());
  EXPECT_LE(cv::norm(picture, original, cv::NORM_L1) / static_cast<double>(picture.total() * 3), 1);
}

TEST(BgrPicture, HasSquarePixels) {
  const TemporaryFolder folder;
  test::run_pipeline(
      "videotestsrc num-buffers=1 ! video/x-raw,width=72,height=48,pixel-aspect-ratio=4/3 ! "
      "avenc_ffv1 ! matroskamux ! filesink location=\"" +
      (folder / "wide.mkv").string() + "\"");
  EXPECT_EQ(bgr_picture(first_frame(folder / "wide.mkv")).size(), cv::Size(96, 48));
}

TEST(BgrPicture, IsUpright) {
  const TemporaryFolder folder;
  test::write_turned_clip(folder / "turned.mov");
  EXPECT_EQ(bgr_picture(first_frame(folder / "turned.mov")).size(), cv::Size(48, 64));
}

}  // namespace
}  // namespace aesthetic
