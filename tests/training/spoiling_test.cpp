// SPDX-License-Identifier: MIT
#include "datasets/spoiling.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace aesthetic::training {
namespace {

constexpr int draws = 12;

// Upright stripes and blocks of several colours: edges that are exact and levels that are known.
cv::Mat test_picture() {
  cv::Mat picture(96, 128, CV_8UC3, cv::Scalar(90, 110, 130));
  for (int x = 0; x < 128; x += 16) picture.colRange(x, x + 8).setTo(cv::Scalar(60, 90, 100));
  cv::rectangle(picture, {20, 20, 30, 40}, cv::Scalar(170, 60, 40), cv::FILLED);
  cv::rectangle(picture, {70, 50, 40, 30}, cv::Scalar(60, 180, 190), cv::FILLED);
  return picture;
}

cv::Mat spoilt(Flaw flaw, double strength, int seed) {
  cv::RNG random(static_cast<std::uint64_t>(seed) * 7919 + 1);
  return spoil(test_picture(), flaw, strength, random);
}

double level(const cv::Mat& bgr) {
  cv::Mat gray;
  cv::cvtColor(bgr, gray, cv::COLOR_BGR2GRAY);
  return cv::mean(gray)[0];
}

double sharpness(const cv::Mat& bgr) {
  cv::Mat edges;
  cv::Laplacian(bgr, edges, CV_32F);
  return cv::norm(edges, cv::NORM_L1) / static_cast<double>(edges.total());
}

// Share of the pixels that are not as they were.
double changed(const cv::Mat& bgr) {
  cv::Mat difference;
  cv::absdiff(bgr, test_picture(), difference);
  cv::Mat most;
  cv::reduce(difference.reshape(1, static_cast<int>(difference.total())), most, 1, cv::REDUCE_MAX);
  return cv::countNonZero(most > 8) / static_cast<double>(most.total());
}

double difference(const cv::Mat& bgr) {
  return cv::norm(bgr, test_picture(), cv::NORM_L1) / static_cast<double>(bgr.total());
}

TEST(Spoiling, KeepsSizeAndTypeAndIsTheSameForASeed) {
  for (const Flaw flaw : all_flaws) {
    SCOPED_TRACE(name_of(flaw));
    const cv::Mat once = spoilt(flaw, 0.7, 5);
    EXPECT_EQ(once.size(), test_picture().size());
    EXPECT_EQ(once.type(), CV_8UC3);
    EXPECT_EQ(cv::norm(once, spoilt(flaw, 0.7, 5), cv::NORM_INF), 0);
    EXPECT_GT(cv::norm(once, spoilt(flaw, 0.7, 6), cv::NORM_INF), 0);
  }
}

TEST(Spoiling, TakesSmallAndOddPictures) {
  for (const Flaw flaw : all_flaws)
    for (const cv::Size size : {cv::Size(16, 16), cv::Size(17, 301), cv::Size(255, 33)}) {
      cv::RNG random(3);
      EXPECT_EQ(spoil(cv::Mat(size, CV_8UC3, cv::Scalar(9, 99, 199)), flaw, 1, random).size(), size);
    }
}

TEST(Spoiling, MoreStrengthSpoilsMore) {
  for (const Flaw flaw : all_flaws) {
    double light = 0;
    double full = 0;
    for (int seed = 0; seed < draws; ++seed) {
      light += difference(spoilt(flaw, 0.1, seed));
      full += difference(spoilt(flaw, 1, seed));
    }
    EXPECT_GT(light, 0) << name_of(flaw);
    EXPECT_LT(light, full) << name_of(flaw);
  }
}

TEST(Spoiling, MotionAndDefocusTakeEdgesButNoLight) {
  for (const Flaw flaw : {Flaw::motion_blur, Flaw::defocus})
    for (int seed = 0; seed < draws; ++seed) {
      const cv::Mat picture = spoilt(flaw, 1, seed);
      EXPECT_LT(sharpness(picture), 0.8 * sharpness(test_picture())) << name_of(flaw) << ' ' << seed;
      EXPECT_NEAR(level(picture), level(test_picture()), 10) << name_of(flaw) << ' ' << seed;
    }
}

TEST(Spoiling, ExposureChangesTheLight) {
  for (int seed = 0; seed < draws; ++seed) {
    EXPECT_LT(level(spoilt(Flaw::too_dark, 1, seed)), 0.5 * level(test_picture())) << seed;
    const cv::Mat bright = spoilt(Flaw::too_bright, 1, seed);
    EXPECT_GT(level(bright), 1.3 * level(test_picture())) << seed;
    double highest = 0;
    cv::minMaxLoc(bright.reshape(1), nullptr, &highest);
    EXPECT_EQ(highest, 255) << seed;
  }
}

TEST(Spoiling, NoiseIsEverywhereAndKeepsTheMean) {
  for (int seed = 0; seed < draws; ++seed) {
    const cv::Mat noisy = spoilt(Flaw::noise, 1, seed);
    EXPECT_GT(sharpness(noisy), sharpness(test_picture())) << seed;
    EXPECT_NEAR(level(noisy), level(test_picture()), 15) << seed;
    for (const cv::Rect quarter : {cv::Rect(0, 0, 64, 48), cv::Rect(64, 48, 64, 48)})
      EXPECT_GT(cv::norm(noisy(quarter), test_picture()(quarter), cv::NORM_INF), 20) << seed;
  }
}

TEST(Spoiling, TiltTurnsLinesAndShowsNothingFromBeyondTheEdges) {
  cv::Mat lines(96, 128, CV_8UC3, cv::Scalar::all(255));
  for (int x = 0; x < 128; x += 16) lines.colRange(x, x + 8).setTo(cv::Scalar::all(128));
  for (int seed = 0; seed < draws; ++seed) {
    cv::RNG random(static_cast<std::uint64_t>(seed) + 1);
    const cv::Mat turned = spoil(lines, Flaw::tilt, 1, random);
    // Upright stripes have no edges from row to row; turned ones have.
    EXPECT_GT(cv::norm(turned.rowRange(1, 96), turned.rowRange(0, 95), cv::NORM_L1), 1e4) << seed;
    double lowest = 0;
    cv::minMaxLoc(turned.reshape(1), &lowest);
    EXPECT_GT(lowest, 100) << seed;
  }
}

TEST(Spoiling, AnObstructionCoversAPartFromAnEdge) {
  for (int seed = 0; seed < draws; ++seed) {
    const cv::Mat picture = spoilt(Flaw::obstruction, 1, seed);
    EXPECT_GT(changed(picture), 0.05) << seed;
    cv::Mat inside = picture.clone();
    test_picture()(cv::Rect(3, 3, 122, 90)).copyTo(inside(cv::Rect(3, 3, 122, 90)));
    EXPECT_GT(changed(inside), 0) << "no edge is covered " << seed;
  }
}

TEST(Spoiling, AVeilTakesContrastAndAddsLight) {
  for (int seed = 0; seed < draws; ++seed) {
    const cv::Mat picture = spoilt(Flaw::veil, 1, seed);
    EXPECT_GT(level(picture), level(test_picture())) << seed;
    EXPECT_LT(sharpness(picture), sharpness(test_picture())) << seed;
  }
}

}  // namespace
}  // namespace aesthetic::training
