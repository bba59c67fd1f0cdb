// SPDX-License-Identifier: MIT
#include "aesthetic/picture.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

cv::Mat noise(cv::Size size, int type = CV_8UC3) {
  cv::Mat picture(size, type);
  cv::RNG(42).fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

TEST(Warp, KeepsAPictureOfTheSameSize) {
  const auto picture = noise({7, 5});
  EXPECT_EQ(cv::norm(warp(picture, {7, 5}), picture, cv::NORM_INF), 0);
}

TEST(Warp, KeepsAPlainColourAtAnySize) {
  const cv::Mat picture(31, 57, CV_8UC3, cv::Scalar(10, 128, 250));
  for (const cv::Size size : {cv::Size(4, 4), cv::Size(100, 3), cv::Size(1, 1)})
    EXPECT_EQ(cv::norm(warp(picture, size), cv::Mat(size, CV_8UC3, cv::Scalar(10, 128, 250)), cv::NORM_INF),
              0);
}

// 4 to 2: weights 1/4 3/4 3/4 1/4 over 2, the edge repeated: (0*1 + 0*3 + 80*3 + 160*1) / 8 = 50.
TEST(Warp, ComputesTheTriangleFilter) {
  const cv::Mat row = cv::Mat(cv::Vec4b(0, 80, 160, 240), true).reshape(1, 1);
  const cv::Mat half = warp(row, {2, 1});
  EXPECT_EQ(half.at<unsigned char>(0, 0), 50);
  EXPECT_EQ(half.at<unsigned char>(0, 1), 190);
}

TEST(Warp, EnlargesAsBilinearInterpolation) {
  const auto picture = noise({16, 12});
  cv::Mat expected;
  cv::resize(picture, expected, {40, 33}, 0, 0, cv::INTER_LINEAR);
  EXPECT_LE(cv::norm(warp(picture, {40, 33}), expected, cv::NORM_INF), 1);
}

TEST(Warp, TakesOneToFourChannelsAndRows) {
  for (const int type : {CV_8UC1, CV_8UC2, CV_8UC3, CV_8UC4}) {
    const cv::Mat part = noise({40, 30}, type)(cv::Rect(3, 2, 21, 17));
    EXPECT_EQ(cv::norm(warp(part, {8, 8}), warp(part.clone(), {8, 8}), cv::NORM_INF), 0);
    EXPECT_EQ(warp(part, {8, 8}).type(), type);
  }
}

// The filter's definition, one output sample at a time.
double triangle_mean(const cv::Mat& samples, int channel, const cv::Rect2d& part, cv::Size size,
                     cv::Point out) {
  const auto reach = [](double ratio) { return std::max(ratio, 1.0); };
  const cv::Point2d ratio(part.width / size.width, part.height / size.height);
  const cv::Point2d centre(part.x + (out.x + 0.5) * ratio.x - 0.5, part.y + (out.y + 0.5) * ratio.y - 0.5);
  double sum = 0;
  double total = 0;
  for (int y = -60; y < samples.rows + 60; ++y)
    for (int x = -60; x < samples.cols + 60; ++x) {
      const double weight = std::max(0.0, 1 - std::abs(x - centre.x) / reach(ratio.x)) *
                            std::max(0.0, 1 - std::abs(y - centre.y) / reach(ratio.y));
      const int row = std::clamp(y, 0, samples.rows - 1);
      const int column = std::clamp(x, 0, samples.cols - 1);
      sum += weight * samples.ptr<unsigned short>(row)[column * samples.channels() + channel];
      total += weight;
    }
  return sum / total;
}

TEST(Warp, IsTheTriangleFilterForEveryPartAndNumberOfChannels) {
  const cv::Rect2d whole(0, 0, 37, 23);
  const cv::Rect2d part(0.25, -0.5, 18.5, 11.5);
  for (int channels = 1; channels <= 4; ++channels) {
    cv::Mat samples(23, 37, CV_MAKETYPE(CV_16U, channels));
    cv::RNG(7).fill(samples, cv::RNG::UNIFORM, 0, 65536);
    Warp warp;
    for (const auto& [from, size] : {std::pair(whole, cv::Size(5, 7)), std::pair(part, cv::Size(5, 7)),
                                     std::pair(part, cv::Size(1, 1)), std::pair(whole, cv::Size(50, 9))}) {
      const cv::Mat& warped = warp(samples, from, size, {});
      ASSERT_EQ(warped.size(), size);
      for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
          for (int c = 0; c < channels; ++c)
            ASSERT_NEAR(warped.ptr<unsigned short>(y)[x * channels + c],
                        triangle_mean(samples, c, from, size, {x, y}), 0.6)
                << size << " at " << x << ',' << y << " channel " << c;
    }
  }
}

TEST(Warp, WritesSixteenBitsWithGainAndOffset) {
  const auto sample = [](int value, const Levels& levels) {
    const cv::Mat plain(9, 9, CV_8UC1, cv::Scalar(value));
    return Warp()(plain, cv::Rect2d(0, 0, 9, 9), {4, 4}, levels).at<unsigned short>(0, 0);
  };
  EXPECT_EQ(sample(255, {257, 0}), 65535);
  EXPECT_EQ(sample(100, {257, -128}), 25572);
  EXPECT_EQ(sample(255, {257, 1}), 65535);
  EXPECT_EQ(sample(0, {257, -128}), 0);
}

TEST(Prepare, PutsTheChannelsInTheCardsOrder) {
  ModelInput input;
  input.size = {2, 2};
  const cv::Mat blue(5, 5, CV_8UC3, cv::Scalar(200, 0, 0));
  EXPECT_EQ(prepare(blue, input).at<cv::Vec3b>(0, 0), cv::Vec3b(0, 0, 200));
  input.channels = ChannelOrder::bgr;
  EXPECT_EQ(prepare(blue, input).at<cv::Vec3b>(0, 0), cv::Vec3b(200, 0, 0));
}

TEST(Prepare, RefusesWhatIsNoPicture) {
  ModelInput input;
  input.size = {2, 2};
  test::expect_error(ErrorKind::bad_picture, {"empty"}, [&] { prepare(cv::Mat(), input); });
  test::expect_error(ErrorKind::bad_picture, {"8-bit"}, [&] { prepare(cv::Mat(2, 2, CV_32FC3), input); });
}

TEST(ToPlanes, SubtractsTheMeanAndScales) {
  ModelInput input;
  input.size = {3, 2};
  input.mean = {1, 2, 3};
  input.scale = 0.5;
  const auto wide = noise({5, 2});
  const cv::Mat picture = wide(cv::Rect(0, 0, 3, 2));  // rows with a gap
  std::vector<float> planes(18);
  to_planes(picture, input, planes.data());
  for (int c = 0; c < 3; ++c)
    for (int y = 0; y < 2; ++y)
      for (int x = 0; x < 3; ++x)
        EXPECT_FLOAT_EQ(
            planes[static_cast<std::size_t>((c * 2 + y) * 3 + x)],
            (static_cast<float>(picture.at<cv::Vec3b>(y, x)[c]) - static_cast<float>(c + 1)) * 0.5F);
}

TEST(ToPlanes, KeepsToTheLevels) {
  ModelInput input;
  input.size = {3, 1};
  input.darkest = 12;
  input.brightest = 250;
  const cv::Mat picture =
      cv::Mat(std::vector<cv::Vec3b>{{0, 12, 13}, {100, 249, 250}, {251, 255, 11}}, true).reshape(3, 1);
  std::vector<float> planes(9);
  to_planes(picture, input, planes.data());
  EXPECT_EQ(planes, (std::vector<float>{12, 100, 250, 12, 249, 250, 13, 250, 12}));
}

TEST(ReadPicture, ReadsAPng) {
  const test::TemporaryFolder folder;
  const auto picture = noise({9, 6});
  ASSERT_TRUE(cv::imwrite((folder / "a.png").string(), picture));
  EXPECT_EQ(cv::norm(read_picture(folder / "a.png"), picture, cv::NORM_INF), 0);
}

// A JPEG file whose EXIF part says how its pixels lie (1 to 8, as TIFF counts).
std::vector<unsigned char> jpeg_with_orientation(const cv::Mat& pixels, int orientation) {
  std::vector<unsigned char> file;
  cv::imencode(".jpg", pixels, file, {cv::IMWRITE_JPEG_QUALITY, 100});
  const std::string exif = std::string("\xff\xe1\0\x22", 4) + std::string("Exif\0\0", 6) +
                           std::string("MM\0\x2a\0\0\0\x08\0\x01", 10) +   // one entry:
                           std::string("\x01\x12\0\x03\0\0\0\x01\0", 9) +  // orientation
                           static_cast<char>(orientation) + std::string("\0\0\0\0\0\0", 6);
  file.insert(file.begin() + 2, exif.begin(), exif.end());
  return file;
}

// What a camera stores for `upright` when it is held so that this orientation makes the picture upright
// again.
cv::Mat stored_as(const cv::Mat& upright, int orientation) {
  cv::Mat pixels = upright.clone();
  if (orientation >= 5) cv::transpose(upright, pixels);  // 5: exactly that
  constexpr int none = 2;
  constexpr int flips[] = {none, none, 1, -1, 0, none, 0, -1, 1};
  if (flips[orientation] != none) cv::flip(pixels, pixels, flips[orientation]);
  return pixels;
}

TEST(ReadPicture, TurnsAPictureUprightAsItsExifSays) {
  const test::TemporaryFolder folder;
  cv::Mat upright(40, 64, CV_8UC3, cv::Scalar(200, 40, 40));
  upright(cv::Rect(0, 0, 32, 16)).setTo(cv::Scalar(40, 40, 200));
  upright(cv::Rect(32, 16, 32, 24)).setTo(cv::Scalar(40, 200, 40));
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const auto file = folder / (std::to_string(orientation) + ".jpg");
    const auto bytes = jpeg_with_orientation(stored_as(upright, orientation), orientation);
    write_file(file, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    const cv::Mat picture = read_picture(file);
    ASSERT_EQ(picture.size(), upright.size()) << orientation;
    // JPEG blurs the edges between the colours; another orientation is off by 60 at least.
    EXPECT_LT(cv::norm(picture, upright, cv::NORM_L1) / static_cast<double>(upright.total()), 15)
        << orientation;
  }
}

TEST(ReadPicture, ABrokenFileIsOneClearLine) {
  const test::TemporaryFolder folder;
  test::expect_error(ErrorKind::not_found, {"a.png"}, [&] { read_picture(folder / "a.png"); });
  write_file(folder / "a.png", "");
  test::expect_error(ErrorKind::bad_picture, {"a.png", "empty"}, [&] { read_picture(folder / "a.png"); });
  write_file(folder / "a.png", "no picture");
  test::expect_error(ErrorKind::bad_picture, {"a.png"}, [&] { read_picture(folder / "a.png"); });
  std::vector<unsigned char> bytes;
  ASSERT_TRUE(cv::imencode(".png", noise({64, 64}), bytes));
  write_file(folder / "a.png", std::string(bytes.begin(), bytes.begin() + 40));
  test::expect_error(ErrorKind::bad_picture, {"a.png"}, [&] { read_picture(folder / "a.png"); });
}

}  // namespace
}  // namespace aesthetic
