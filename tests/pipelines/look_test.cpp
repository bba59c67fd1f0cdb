// SPDX-License-Identifier: MIT
#include "best/look.hpp"

#include <gtest/gtest.h>

#include "clips.hpp"

namespace aesthetic {
namespace {

TEST(Look, IsAboutTheSameForAPictureThatMoved) {
  const cv::Mat picture = test::smooth_picture({640, 360});
  const cv::Mat moved = picture(cv::Rect(20, 10, 600, 340));
  EXPECT_LT(difference(look_of(picture), look_of(moved)), 0.1);
  EXPECT_EQ(difference(look_of(picture), look_of(picture)), 0);
}

TEST(Look, TellsPicturesApart) {
  const Look one = look_of(cv::Mat(90, 160, CV_8UC3, cv::Scalar(200, 60, 40)));
  const Look other = look_of(cv::Mat(90, 160, CV_8UC3, cv::Scalar(20, 60, 140)));
  EXPECT_GT(difference(one, other), 0.9);
  EXPECT_LE(difference(one, other), 1);
  const Look grey = look_of(cv::Mat(90, 160, CV_8UC3, cv::Scalar::all(60)));
  const Look lighter = look_of(cv::Mat(90, 160, CV_8UC3, cv::Scalar::all(180)));
  EXPECT_GT(difference(grey, lighter), 0.4);
}

TEST(Look, TakesTheSmallestPicture) {
  EXPECT_EQ(difference(look_of(cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(9))),
                       look_of(cv::Mat(1, 4000, CV_8UC3, cv::Scalar::all(9)))),
            0);
}

}  // namespace
}  // namespace aesthetic
