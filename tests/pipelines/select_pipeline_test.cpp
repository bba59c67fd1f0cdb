// SPDX-License-Identifier: MIT
//
// aestheticselect on real files, through decodebin. The test network's overall score is the mean brightness.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* to_pictures = " ! videoconvert ! pngenc ! multifilesink location=\"";

std::vector<double> run(const fs::path& folder, const fs::path& clip, const std::string& elements) {
  fs::create_directories(folder);
  run_pipeline("filesrc location=\"" + clip.string() + "\" ! decodebin ! videoconvert ! " + elements +
               to_pictures + (folder / "%d.png").string() + "\"");
  std::vector<double> levels;
  for (int i = 0; fs::exists(folder / (std::to_string(i) + ".png")); ++i) {
    const cv::Mat picture =
        cv::imread((folder / (std::to_string(i) + ".png")).string(), cv::IMREAD_GRAYSCALE);
    levels.push_back(cv::mean(picture)[0]);
  }
  return levels;
}

std::string scorer() {
  return "aestheticscore model=\"" + mean_network().string() + "\" ! ";
}

auto near_levels(const std::vector<double>& levels) {
  constexpr double rounding = 6;  // conversion from 8-bit YUV and back darkens
  std::vector<testing::Matcher<double>> matchers;
  for (const double level : levels) matchers.push_back(testing::DoubleNear(level, rounding));
  return testing::ElementsAreArray(matchers);
}

TEST(SelectPipeline, TheBestFrameOfEverySecondOfAFile) {
  const TemporaryFolder folder;
  std::vector<int> levels(75, 60);
  levels[7] = 200;
  levels[24] = 100;  // the last frame of the first second
  levels[25] = 150;  // the first one of the next
  levels[74] = 120;
  write_clip_of_levels(folder / "clip.mkv", levels);
  EXPECT_THAT(run(folder / "best", folder / "clip.mkv", scorer() + "aestheticselect window=1000000000"),
              near_levels({200, 150, 120}));
  EXPECT_THAT(run(folder / "top", folder / "clip.mkv",
                  scorer() + "aestheticselect window=1000000000 top=2 min-score=0.35"),
              near_levels({200, 100, 150, 120}));
}

TEST(SelectPipeline, OnlyScoredFramesAreChosenBetweenHeldScores) {
  const TemporaryFolder folder;
  std::vector<int> levels(50, 60);
  levels[12] = 200;  // not a tenth one
  levels[20] = 100;
  levels[30] = 120;
  write_clip_of_levels(folder / "clip.mkv", levels);
  EXPECT_THAT(run(folder / "best", folder / "clip.mkv",
                  "aestheticscore interval=10 model=\"" + mean_network().string() +
                      "\" ! aestheticselect window=1000000000"),
              near_levels({100, 120}));
}

// Cuts between pictures that have little in common, as GStreamer's own scenechange finds them.
TEST(SelectPipeline, TheBestFrameOfEveryScene) {
  const TemporaryFolder folder;
  const cv::Size size(160, 120);
  std::vector<cv::Mat> frames;
  std::vector<double> expected;
  for (int scene = 0; scene < 3; ++scene) {
    const cv::Mat picture = smooth_picture(size, scene + 1);
    for (int i = 0; i < 20; ++i) {
      cv::Mat frame;
      picture.convertTo(frame, CV_8U, 1, (scene % 2 == 0 ? -50 : 50) + (i == 5 + scene ? 4 : 0));
      frames.push_back(frame);
    }
    cv::Mat gray;
    cv::cvtColor(frames[static_cast<std::size_t>(scene * 20 + 5 + scene)], gray, cv::COLOR_BGR2GRAY);
    expected.push_back(cv::mean(gray)[0]);
  }
  write_clip(folder / "clip.mkv", frames);
  const auto levels = run(folder / "scenes", folder / "clip.mkv",
                          "video/x-raw,format=I420 ! scenechange qos=false ! " + scorer() +
                              "aestheticselect per-scene=true window=60000000000 max-blur=1");
  EXPECT_THAT(levels, near_levels(expected));
}

}  // namespace
}  // namespace aesthetic::test
