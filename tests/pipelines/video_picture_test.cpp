// SPDX-License-Identifier: MIT
#include "reading/video_picture.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "clips.hpp"
#include "program.hpp"
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

// A QuickTime file whose track header says: turn by 90 degrees for display.
void write_turned_clip(const std::filesystem::path& file) {
  test::run_pipeline(
      "videotestsrc num-buffers=3 ! video/x-raw,width=64,height=48 ! jpegenc ! qtmux ! filesink location=\"" +
      file.string() + "\"");
  std::string bytes = test::text_of(file);
  constexpr std::size_t matrix_after_type = 4 + 40;
  const std::size_t matrix = bytes.find("tkhd") + matrix_after_type;
  const std::string quarter_turn("\0\0\0\0\0\1\0\0\0\0\0\0\xff\xff\0\0", 16);
  bytes.replace(matrix, quarter_turn.size(), quarter_turn);
  bytes.replace(matrix + 16, 4, std::string(4, '\0'));
  std::ofstream(file, std::ios::binary) << bytes;
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
  write_turned_clip(folder / "turned.mov");
  EXPECT_EQ(bgr_picture(first_frame(folder / "turned.mov")).size(), cv::Size(48, 64));
}

TEST(LumaMeter, TellsBrightnessAndContrast) {
  const TemporaryFolder folder;
  const cv::Mat black(48, 64, CV_8UC3, cv::Scalar::all(0));
  test::write_clip(folder / "clip.mkv", {black, test::gray_frame(120)});
  VideoReader reader(folder / "clip.mkv");
  LumaMeter meter;
  const Luma dark = meter.measure(*reader.next());
  EXPECT_NEAR(dark.mean, 0, 2);
  EXPECT_NEAR(dark.deviation, 0, 0.5);
  const Luma gray = meter.measure(*reader.next());
  EXPECT_NEAR(gray.mean, 120, 3);
  EXPECT_NEAR(gray.deviation, 15, 2);
}

}  // namespace
}  // namespace aesthetic
