// SPDX-License-Identifier: MIT
#include "reading/heif_picture.hpp"

#include <gtest/gtest.h>
#include <libheif/heif.h>

#include <opencv2/imgcodecs.hpp>

#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

// Wider than high, red on the left, blue on the right.
cv::Mat red_and_blue() {
  cv::Mat picture(48, 96, CV_8UC3, cv::Scalar(30, 30, 200));
  picture.colRange(48, 96).setTo(cv::Scalar(200, 30, 30));
  return picture;
}

void write_heif(const cv::Mat& bgr, const std::filesystem::path& file, heif_compression_format format,
                heif_orientation orientation = heif_orientation_normal) {
  heif_context* context = heif_context_alloc();
  heif_encoder* encoder = nullptr;
  ASSERT_EQ(heif_context_get_encoder_for_format(context, format, &encoder).code, heif_error_Ok);
  heif_encoder_set_lossy_quality(encoder, 95);
  heif_image* image = nullptr;
  heif_image_create(bgr.cols, bgr.rows, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image);
  heif_image_add_plane(image, heif_channel_interleaved, bgr.cols, bgr.rows, 8);
  int row = 0;
  auto* pixels = heif_image_get_plane(image, heif_channel_interleaved, &row);
  for (int y = 0; y < bgr.rows; ++y)
    for (int x = 0; x < bgr.cols; ++x)
      for (int c = 0; c < 3; ++c) pixels[y * row + 3 * x + c] = bgr.at<cv::Vec3b>(y, x)[2 - c];
  heif_encoding_options* options = heif_encoding_options_alloc();
  options->image_orientation = orientation;
  EXPECT_EQ(heif_context_encode_image(context, image, encoder, options, nullptr).code, heif_error_Ok);
  EXPECT_EQ(heif_context_write_to_file(context, file.c_str()).code, heif_error_Ok);
  heif_encoding_options_free(options);
  heif_image_release(image);
  heif_encoder_release(encoder);
  heif_context_free(context);
}

double difference(const cv::Mat& picture, const cv::Mat& expected) {
  return picture.size() == expected.size()
             ? cv::norm(picture, expected, cv::NORM_L1) / static_cast<double>(picture.total() * 3)
             : 255;
}

TEST(HeifPicture, ReadsHeicAndAvif) {
  const TemporaryFolder folder;
  for (const auto& [format, name] :
       {std::pair{heif_compression_HEVC, "a.heic"}, {heif_compression_AV1, "a.avif"}}) {
    SCOPED_TRACE(name);
    const auto file = folder / name;
    write_heif(red_and_blue(), file, format);
    EXPECT_TRUE(is_heif(file));
    EXPECT_LT(difference(read_heif(file), red_and_blue()), 6);
  }
}

TEST(HeifPicture, IsUpright) {
  const TemporaryFolder folder;
  write_heif(red_and_blue(), folder / "turned.heic", heif_compression_HEVC, heif_orientation_rotate_90_cw);
  const auto picture = read_heif(folder / "turned.heic");
  ASSERT_EQ(picture.size(), cv::Size(48, 96));
  EXPECT_GT(picture.at<cv::Vec3b>(20, 24)[2], 150);  // red is above now
  EXPECT_GT(picture.at<cv::Vec3b>(80, 24)[0], 150);
}

TEST(HeifPicture, KnowsItByItsContent) {
  const TemporaryFolder folder;
  write_heif(red_and_blue(), folder / "a.jpg", heif_compression_HEVC);
  EXPECT_TRUE(is_heif(folder / "a.jpg"));
  cv::imwrite((folder / "b.png").string(), red_and_blue());
  EXPECT_FALSE(is_heif(folder / "b.png"));
  write_file(folder / "clip.mp4", std::string("\0\0\0\x18"
                                              "ftypisom\0\0\2\0isommp42",
                                              24));
  EXPECT_FALSE(is_heif(folder / "clip.mp4"));
  EXPECT_FALSE(is_heif(folder / "none"));
}

TEST(HeifPicture, NamesWhatIsBroken) {
  const TemporaryFolder folder;
  write_heif(red_and_blue(), folder / "a.heic", heif_compression_HEVC);
  const auto whole = read_file(folder / "a.heic");
  for (const std::size_t kept : {whole.size() - 40, whole.size() / 2, std::size_t{24}}) {
    write_file(folder / "half.heic",
               std::string(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(kept)));
    expect_error(ErrorKind::bad_picture, {"half.heic: cannot be decoded"},
                 [&] { read_heif(folder / "half.heic"); });
  }
  expect_error(ErrorKind::not_found, {"none.heic"}, [&] { read_heif(folder / "none.heic"); });
}

TEST(HeifPicture, IsScoredAsOtherPicturesAre) {
  const TemporaryFolder folder;
  write_heif(red_and_blue(), folder / "a.heic", heif_compression_HEVC);
  cv::imwrite((folder / "b.png").string(), read_heif(folder / "a.heic"));
  const auto outcome = run_aesthetic({"score", (folder / "").string()});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 2U);
  const auto scores = [](const std::string& line) { return line.substr(line.find("\"overall\"")); };
  EXPECT_EQ(scores(lines[0]), scores(lines[1]));
  const auto page = run_aesthetic({"score", (folder / "a.heic").string(), "--format", "html"});
  EXPECT_EQ(page.status, 0) << page.err;
  EXPECT_NE(page.out.find("a.heic"), std::string::npos);
}

}  // namespace
}  // namespace aesthetic::test
