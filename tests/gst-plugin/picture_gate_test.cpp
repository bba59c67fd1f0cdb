// SPDX-License-Identifier: MIT
#include "picture_gate.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "frames.hpp"

namespace aesthetic::test {
namespace {

constexpr int width = 640;
constexpr int height = 360;

cv::Mat dark(const cv::Mat& picture, double light) {
  cv::Mat result;
  picture.convertTo(result, CV_8U, light);
  return result;
}

cv::Mat blurred(const cv::Mat& picture, double sigma) {
  cv::Mat result;
  cv::GaussianBlur(picture, result, {}, sigma);
  return result;
}

// Edges and areas without texture, as most of a photograph.
cv::Mat shapes() {
  cv::Mat picture(height, width, CV_8UC3, cv::Scalar::all(90));
  for (int i = 0; i < 12; ++i)
    cv::rectangle(picture, {i * 53, i * 27}, {i * 53 + 40, i * 27 + 60}, cv::Scalar::all(20 * i), cv::FILLED);
  return picture;
}

Verdict verdict(const cv::Mat& rgb, const std::string& format = "I420", const GateLimits& limits = {}) {
  const GstVideoInfo info = video_info(format, rgb.cols, rgb.rows);
  PictureGate gate(info);
  const BufferPtr frame = converted_frame(rgb, info);
  return gate.judge(frame.get(), limits);
}

class Gate : public testing::TestWithParam<const char*> {};

TEST_P(Gate, TellsPicturesFromNothing) {
  const cv::Mat picture = scene({width, height});
  EXPECT_EQ(verdict(picture, GetParam()), Verdict::good);
  EXPECT_EQ(verdict(shapes(), GetParam()), Verdict::good);
  EXPECT_EQ(verdict(dark(picture, 0), GetParam()), Verdict::black);
  EXPECT_EQ(verdict(cv::Mat(height, width, CV_8UC3, cv::Scalar(30, 60, 200)), GetParam()), Verdict::blank);
  EXPECT_EQ(verdict(cv::Mat(height, width, CV_8UC3, cv::Scalar::all(255)), GetParam()), Verdict::blank);
  EXPECT_EQ(verdict(blurred(shapes(), 8), GetParam()), Verdict::blurred);
}

INSTANTIATE_TEST_SUITE_P(Formats, Gate,
                         testing::Values("I420", "NV12", "YUY2", "I420_10LE", "RGB", "BGRx", "GRAY8"),
                         [](const auto& test) { return std::string(test.param); });

// A night scene is neither black nor blank nor blurred.
TEST(PictureGate, DarkVideoPasses) {
  EXPECT_EQ(verdict(dark(scene({width, height}), 0.1)), Verdict::good);
  EXPECT_EQ(verdict(dark(shapes(), 0.1)), Verdict::good);
  cv::Mat stars(height, width, CV_8UC3, cv::Scalar::all(2));
  for (int i = 0; i < 60; ++i)
    cv::circle(stars, {(i * 97) % width, (i * 61) % height}, 5, cv::Scalar::all(220), cv::FILLED);
  EXPECT_EQ(verdict(stars), Verdict::good);
}

TEST(PictureGate, ANoisySensorUnderItsCapIsBlack) {
  cv::Mat noise(height, width, CV_16SC3);
  cv::RNG random(3);
  random.fill(noise, cv::RNG::NORMAL, 0, 3);
  cv::Mat picture;
  noise.convertTo(picture, CV_8U);
  EXPECT_EQ(verdict(picture, "RGB"), Verdict::black);
}

TEST(PictureGate, BlurIsJudgedWhateverTheLightAndTheSize) {
  for (const double light : {1.0, 0.3}) {
    EXPECT_EQ(verdict(dark(shapes(), light)), Verdict::good);
    EXPECT_EQ(verdict(blurred(dark(shapes(), light), 8)), Verdict::blurred);
  }
  cv::Mat large;
  cv::resize(shapes(), large, {}, 3, 3, cv::INTER_NEAREST);
  EXPECT_EQ(verdict(large), Verdict::good);
  EXPECT_EQ(verdict(blurred(large, 24)), Verdict::blurred);
}

// Only the subject of a portrait is sharp.
TEST(PictureGate, OneSharpPartIsEnough) {
  cv::Mat picture = blurred(shapes(), 8);
  const cv::Rect subject(200, 100, 240, 240);
  cv::Mat sharp = scene({width, height});
  sharp(subject).copyTo(picture(subject));
  EXPECT_EQ(verdict(picture), Verdict::good);
}

TEST(PictureGate, MotionInOneDirectionIsBlur) {
  const cv::Mat picture = shapes();
  cv::Mat moved;
  cv::blur(picture, moved, {41, 1});
  EXPECT_EQ(verdict(moved), Verdict::blurred);
}

TEST(PictureGate, StripesAreSharp) {
  cv::Mat stripes(height, width, CV_8UC3, cv::Scalar::all(60));
  for (int x = 0; x < width; x += 80) stripes.colRange(x, x + 40).setTo(cv::Scalar::all(180));
  EXPECT_EQ(verdict(stripes, "GRAY8"), Verdict::good);
  cv::Mat along;
  cv::rotate(stripes, along, cv::ROTATE_90_CLOCKWISE);
  EXPECT_EQ(verdict(along, "GRAY8"), Verdict::good);
  EXPECT_EQ(verdict(blurred(stripes, 8), "GRAY8"), Verdict::blurred);
}

TEST(PictureGate, LimitsCanBeSwitchedOff) {
  const cv::Mat black(height, width, CV_8UC3, cv::Scalar::all(0));
  EXPECT_EQ(verdict(black, "I420", {0, 0.008, 0.77}), Verdict::blank);
  EXPECT_EQ(verdict(black, "I420", {0, 0, 0.77}), Verdict::blurred);
  EXPECT_EQ(verdict(black, "I420", {0, 0, 1}), Verdict::good);
}

TEST(PictureGate, TheSmallestFrameIsJudged) {
  EXPECT_EQ(verdict(cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(128)), "RGB"), Verdict::blank);
  EXPECT_EQ(verdict(cv::Mat(1, 64, CV_8UC3, cv::Scalar::all(0)), "RGB"), Verdict::black);
}

}  // namespace
}  // namespace aesthetic::test
