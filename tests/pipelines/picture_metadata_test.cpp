// SPDX-License-Identifier: MIT
#include "writing/picture_metadata.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <exiv2/exiv2.hpp>
#include <opencv2/imgcodecs.hpp>

#include "aesthetic/error.hpp"
#include "clips.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

Scores scores() {
  return {std::make_shared<const Scores::Names>(Scores::Names{"overall", "rule_of_thirds"}), {0.5F, 0.25F}};
}

class Metadata : public testing::TestWithParam<const char*> {};

TEST_P(Metadata, IsInThePicture) {
  std::vector<unsigned char> bytes;
  ASSERT_TRUE(cv::imencode(GetParam(), test::smooth_picture({64, 48}), bytes));
  const auto made = with_metadata(bytes, {"f\xc3\xa4n \"1\".mp4", 3723.25, std::nullopt, scores(), "lite"});
  const auto image = Exiv2::ImageFactory::open(made.data(), made.size());
  image->readMetadata();
  EXPECT_EQ(image->exifData()["Exif.Image.ImageDescription"].toString(),
            "f\xc3\xa4n \"1\".mp4 at 1:02:03.250, scored by lite: overall 0.500, rule_of_thirds 0.250");
  Exiv2::XmpData& xmp = image->xmpData();
  EXPECT_EQ(xmp["Xmp.dc.source"].toString(), "f\xc3\xa4n \"1\".mp4");
  EXPECT_EQ(xmp["Xmp.score.time"].toString(), "3723.25");
  EXPECT_EQ(xmp["Xmp.score.model"].toString(), "lite");
  EXPECT_EQ(xmp["Xmp.score.overall"].toString(), "0.5");
  EXPECT_EQ(xmp["Xmp.score.rule_of_thirds"].toString(), "0.25");
  EXPECT_EQ(
      cv::norm(cv::imdecode(made, cv::IMREAD_COLOR), cv::imdecode(bytes, cv::IMREAD_COLOR), cv::NORM_INF), 0);
}

INSTANTIATE_TEST_SUITE_P(Formats, Metadata, testing::Values(".jpg", ".png"));

class TimeZone {
 public:
  explicit TimeZone(const char* name) {
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~TimeZone() {
    ::unsetenv("TZ");
    ::tzset();
  }
  TimeZone(const TimeZone&) = delete;
  TimeZone& operator=(const TimeZone&) = delete;
};

TEST(Metadata, OfALivePictureHasTheTimeItWasTaken) {
  const TimeZone zone("IST-5:30");
  std::vector<unsigned char> jpeg;
  ASSERT_TRUE(cv::imencode(".jpg", test::smooth_picture({64, 48}), jpeg));
  const auto taken = std::chrono::system_clock::from_time_t(1700000000) + std::chrono::milliseconds(42);
  const auto made = with_metadata(jpeg, {"/dev/video0", std::nullopt, taken, scores(), "lite"});
  EXPECT_EQ(
      cv::norm(cv::imdecode(made, cv::IMREAD_COLOR), cv::imdecode(jpeg, cv::IMREAD_COLOR), cv::NORM_INF), 0);
  const auto image = Exiv2::ImageFactory::open(made.data(), made.size());
  image->readMetadata();
  Exiv2::ExifData& exif = image->exifData();
  EXPECT_EQ(exif["Exif.Photo.DateTimeOriginal"].toString(), "2023:11:15 03:43:20");
  EXPECT_EQ(exif["Exif.Photo.SubSecTimeOriginal"].toString(), "042");
  EXPECT_EQ(exif["Exif.Photo.OffsetTimeOriginal"].toString(), "+05:30");
  EXPECT_EQ(exif["Exif.Image.ImageDescription"].toString(),
            "/dev/video0, scored by lite: overall 0.500, rule_of_thirds 0.250");
  EXPECT_EQ(image->xmpData().findKey(Exiv2::XmpKey("Xmp.score.time")), image->xmpData().end());
}

TEST(Metadata, WhatIsNoPictureIsAnError) {
  EXPECT_THROW(with_metadata({1, 2, 3}, {"a", 1, std::nullopt, scores(), "b"}), Error);
}

}  // namespace
}  // namespace aesthetic
