// SPDX-License-Identifier: MIT
#include "best/picture_metadata.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <exiv2/exiv2.hpp>
#include <opencv2/imgcodecs.hpp>

#include "aesthetic/error.hpp"
#include "clips.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

ScoredFrame frame() {
  ScoredFrame frame;
  frame.time = 3723.25;
  frame.scores = Scores(std::make_shared<const Scores::Names>(Scores::Names{"overall", "rule_of_thirds"}),
                        {0.5F, 0.25F});
  return frame;
}

class Metadata : public testing::TestWithParam<const char*> {};

TEST_P(Metadata, IsInThePicture) {
  const test::TemporaryFolder folder;
  const std::string file = folder / (std::string("picture.") + GetParam());
  const cv::Mat picture = test::smooth_picture({64, 48});
  ASSERT_TRUE(cv::imwrite(file, picture));
  const cv::Mat before = cv::imread(file);
  write_metadata(file, {"f\xc3\xa4n \"1\".mp4", frame(), "lite"});
  const auto image = Exiv2::ImageFactory::open(file);
  image->readMetadata();
  EXPECT_EQ(image->exifData()["Exif.Image.ImageDescription"].toString(),
            "f\xc3\xa4n \"1\".mp4 at 1:02:03.250, scored by lite: overall 0.500, rule_of_thirds 0.250");
  Exiv2::XmpData& xmp = image->xmpData();
  EXPECT_EQ(xmp["Xmp.dc.source"].toString(), "f\xc3\xa4n \"1\".mp4");
  EXPECT_EQ(xmp["Xmp.score.time"].toString(), "3723.25");
  EXPECT_EQ(xmp["Xmp.score.model"].toString(), "lite");
  EXPECT_EQ(xmp["Xmp.score.overall"].toString(), "0.5");
  EXPECT_EQ(xmp["Xmp.score.rule_of_thirds"].toString(), "0.25");
  EXPECT_EQ(cv::norm(cv::imread(file), before, cv::NORM_INF), 0);
}

INSTANTIATE_TEST_SUITE_P(Formats, Metadata, testing::Values("jpg", "png"));

TEST(Metadata, MissingFileIsAnError) {
  EXPECT_THROW(write_metadata("/proc/missing.jpg", {"a", frame(), "b"}), Error);
}

}  // namespace
}  // namespace aesthetic
