// SPDX-License-Identifier: MIT
//
// aesthetic best on videos that are long enough for two looks. The test network's overall score is the mean
// brightness, which rises to one frame.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgcodecs.hpp>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;

constexpr int frames = 40 * clip_rate;
constexpr int brightest = 20 * clip_rate + 11;

std::vector<int> levels_with_a_rise() {
  std::vector<int> levels;
  for (int i = 0; i < frames; ++i) levels.push_back(std::max(60, 200 - std::abs(i - brightest)));
  return levels;
}

struct Kind {
  const char* name;
  const char* encoder;
  std::size_t least, most;  // frames scored
};

class Long : public testing::TestWithParam<Kind> {};

TEST_P(Long, TheBrightestFrameIsFoundWithoutScoringAll) {
  const TemporaryFolder folder;
  const fs::path out = folder / "out";
  write_clip_of_levels(folder / "clip", levels_with_a_rise(), GetParam().encoder);
  const Outcome outcome = run_aesthetic({"best", folder / "clip", "-n", "1", "-o", out});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const auto mean = cv::mean(cv::imread((out / "best-1.jpg").string()));
  EXPECT_NEAR(mean[1], 200, 4);
  const auto lines = lines_of(text_of(out / "scores.jsonl"));
  EXPECT_GE(lines.size() - 1, GetParam().least);
  EXPECT_LE(lines.size() - 1, GetParam().most);
}

INSTANTIATE_TEST_SUITE_P(
    Best, Long,
    testing::Values(
        Kind{"Webm", "vp8enc deadline=1 cpu-used=8 keyframe-max-dist=25 target-bitrate=500000 ! webmmux", 50,
             600},
        Kind{"OneKeyFrame",
             "x264enc speed-preset=ultrafast key-int-max=100000 option-string=scenecut=0 ! mp4mux", 20, 600},
        Kind{"BFrames", "x264enc speed-preset=veryfast key-int-max=50 bframes=3 ! mp4mux", 50, 600},
        Kind{"OpenGop", "x264enc speed-preset=veryfast key-int-max=50 option-string=open-gop=1 ! mp4mux", 50,
             600},
        Kind{"IntraRefresh", "x264enc speed-preset=veryfast key-int-max=50 intra-refresh=true ! mp4mux", 20,
             600},
        Kind{"TransportStream", "x264enc speed-preset=ultrafast key-int-max=50 ! mpegtsmux", 50, 600},
        Kind{"MotionJpeg", "jpegenc ! avimux", 50, 600},
        Kind{"Unindexed", "x264enc speed-preset=ultrafast key-int-max=50 ! matroskamux streamable=true", 50,
             600},
        Kind{"Elementary",
             "x264enc speed-preset=ultrafast key-int-max=50 ! video/x-h264,stream-format=byte-stream", 20,
             frames}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(BestLong, ExactScoresEveryFrame) {
  const TemporaryFolder folder;
  write_clip_of_levels(folder / "clip", levels_with_a_rise(), "jpegenc ! avimux");
  EXPECT_EQ(run_aesthetic({"best", folder / "clip", "-n", "1", "--exact", "-o", folder / "out"}).status, 0);
  EXPECT_EQ(lines_of(text_of(folder / "out/scores.jsonl")).size(), frames + 1U);
}

}  // namespace
}  // namespace aesthetic::test
