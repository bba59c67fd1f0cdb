// SPDX-License-Identifier: MIT
#include "datasets/video_view.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace aesthetic::training {
namespace {

// Colours that change slowly, so that halved chroma loses nothing.
cv::Mat soft_picture(cv::Size size) {
  const std::vector<cv::Vec3b> colours = {{20, 30, 200}, {230, 220, 210}, {10, 12, 9}, {160, 90, 30}};
  const cv::Mat corners = cv::Mat(colours).reshape(3, 2);
  cv::Mat picture;
  cv::resize(corners, picture, size, 0, 0, cv::INTER_LINEAR);
  return picture;
}

TEST(VideoView, IsThePictureWithinTheRoundingOfVideo) {
  cv::RNG random(3);
  for (const cv::Size size : {cv::Size(64, 48), cv::Size(33, 25)}) {
    const cv::Mat picture = soft_picture(size);
    const cv::Mat frame = as_video_frame(picture, random);
    ASSERT_EQ(frame.size(), size);
    ASSERT_EQ(frame.type(), CV_8UC3);
    EXPECT_LE(cv::norm(frame, picture, cv::NORM_INF), 10);
    EXPECT_GT(cv::norm(frame, picture, cv::NORM_L1), 0);
  }
}

TEST(VideoView, HalvesTheChroma) {
  cv::Mat stripes(16, 16, CV_8UC3, cv::Scalar(0, 0, 255));
  for (int x = 0; x < 16; x += 2) stripes.col(x).setTo(cv::Scalar(255, 0, 0));
  cv::RNG random(1);
  cv::Mat ycc;
  cv::cvtColor(as_video_frame(stripes, random), ycc, cv::COLOR_BGR2YCrCb);
  // Red and blue have become one colour of two brightnesses.
  const auto left = ycc.at<cv::Vec3b>(8, 8);
  const auto right = ycc.at<cv::Vec3b>(8, 9);
  EXPECT_NEAR(left[1], right[1], 40);
  EXPECT_GT(std::abs(left[0] - right[0]), 20);
}

TEST(VideoView, RoundsDifferentlyEveryTime) {
  const cv::Mat picture = soft_picture({32, 32});
  cv::RNG random(1);
  const cv::Mat first = as_video_frame(picture, random);
  EXPECT_GT(cv::norm(first, as_video_frame(picture, random), cv::NORM_L1), 0);
  cv::RNG again(1);
  EXPECT_EQ(cv::norm(first, as_video_frame(picture, again), cv::NORM_L1), 0);
}

}  // namespace
}  // namespace aesthetic::training
