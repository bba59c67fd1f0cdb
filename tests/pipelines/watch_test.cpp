// SPDX-License-Identifier: MIT
//
// `aesthetic watch` as a person runs it. What needs a camera that breaks off, a broker or a signal is in
// tests/end-to-end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>
#include <opencv2/imgcodecs.hpp>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::MatchesRegex;

// Half a second of 25 frames a second.
const std::string camera =
    "videotestsrc is-live=true pattern=ball num-buffers=13 ! video/x-raw,width=64,height=48,framerate=25/1";

TEST(Watch, PrintsALineForEachScore) {
  const Outcome outcome = run_aesthetic({"watch", camera, "--rate", "0"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  const auto lines = lines_of(outcome.out);
  ASSERT_FALSE(lines.empty());
  for (const std::string& line : lines)
    EXPECT_THAT(line, MatchesRegex("[0-9:]+  overall 0\\.[0-9]+  red 0\\.[0-9]+  green .*  blue .*"));
}

TEST(Watch, PrintsJson) {
  const Outcome outcome = run_aesthetic({"watch", camera, "--rate", "0", "--json"});
  const auto lines = lines_of(outcome.out);
  ASSERT_FALSE(lines.empty());
  double last = -1;
  for (const std::string& line : lines) {
    const auto record = boost::json::parse(line).as_object();
    EXPECT_THAT(record.at("time").as_string().c_str(),
                MatchesRegex("[0-9-]+T[0-9:]+\\.[0-9]+[+-][0-9]+:[0-9]+"));
    const double position = record.at("position").to_number<double>();
    EXPECT_GT(position, last);
    last = position;
    EXPECT_TRUE(record.at("attributes").as_object().contains("red"));
  }
}

// Once, until a frame is kept again.
TEST(Watch, SaysWhyNoFrameIsKept) {
  const TemporaryFolder folder;
  const std::string dark =
      "videotestsrc is-live=true pattern=black num-buffers=60 ! "
      "video/x-raw,width=64,height=48,framerate=25/1";
  const Outcome outcome =
      run_aesthetic({"watch", dark, "--rate", "0", "-o", folder / "kept", "--window", "0.5"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.err, MatchesRegex("aesthetic: no frame kept: [0-9]+ black\n"));
}

TEST(Watch, RateLimitsTheScores) {
  const Outcome outcome = run_aesthetic({"watch", camera, "--rate", "4"});
  EXPECT_LE(lines_of(outcome.out).size(), 3U);
}

// The score of a saved picture is that of its own pixels, not of a frame before.
TEST(Watch, SavesTheBestFrameOfEveryWindowWithItsOwnScore) {
  const TemporaryFolder folder;
  std::vector<int> levels(60);
  for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = 40 + 19 * static_cast<int>(i % 10);
  write_clip_of_levels(folder / "clip.mkv", levels);
  const fs::path target = folder / "kept" / "here";
  const Outcome outcome = run_aesthetic({"watch", (folder / "clip.mkv").string(), "--rate", "0", "--json",
                                         "-o", target.string(), "--window", "1"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  double best = 0;  // of the window
  int pictures = 0;
  for (const std::string& line : lines_of(outcome.out)) {
    const auto record = boost::json::parse(line).as_object();
    const double overall = record.at("overall").to_number<double>();
    if (!record.contains("picture")) continue;
    ++pictures;
    const std::string file = record.at("picture").as_string().c_str();
    EXPECT_EQ(fs::path(file).parent_path(), target);
    EXPECT_THAT(file, MatchesRegex(".*/[0-9-]+_[0-9-]+\\.[0-9]+(-[0-9]+)?\\.jpg"));
    const double level = cv::mean(cv::imread(file, cv::IMREAD_GRAYSCALE))[0];
    EXPECT_NEAR(overall, score_of_level(static_cast<int>(std::lround(level))), 2 * score_tolerance);
    best = std::max(best, overall);
  }
  EXPECT_EQ(pictures, 3);  // the last one of a window that the end cut short
  EXPECT_GT(best, score_of_level(150));
}

TEST(Watch, ChoosesAsTheModelsCardSaysWhereNobodyElseDoes) {
  const TemporaryFolder folder;
  std::vector<cv::Mat> frames(25, gray_frame(130));
  frames.insert(frames.begin(), 25, gray_frame(90) + cv::Scalar(0, 0, 60));
  write_clip(folder / "clip.mkv", frames);
  const std::string model = network_that_chooses_by({{"overall", 0.1}, {"red", 0.9}}, folder / "");
  const auto redness_by = [&](std::vector<std::string> more) {
    std::vector<std::string> words = {"watch", (folder / "clip.mkv").string(), "--rate",   "0",    "--json",
                                      "-o",    (folder / "kept").string(),     "--window", "3600", "--model",
                                      model};
    words.insert(words.end(), more.begin(), more.end());
    for (const std::string& line : lines_of(run_aesthetic(words).out))
      if (const auto record = boost::json::parse(line).as_object(); record.contains("picture"))
        return cv::mean(cv::imread(record.at("picture").as_string().c_str()))[2];
    return -1.0;
  };
  EXPECT_NEAR(redness_by({}), 150, 5);
  EXPECT_NEAR(redness_by({"--by", "overall"}), 130, 5);
}

TEST(Watch, KeepsNothingBelowTheLeastScore) {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_aesthetic({"watch", camera, "-o", (folder / "kept").string(), "--min-score", "1"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_TRUE(fs::is_empty(folder / "kept"));
}

TEST(Watch, EndsAfterItsTimeWithTheLastWindow) {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_aesthetic({"watch", "videotestsrc is-live=true pattern=ball ! video/x-raw,width=64,height=48", "-o",
                     (folder / "kept").string(), "--window", "3600", "--for", "2"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "kept"), fs::directory_iterator()), 1);
}

class WatchFault : public testing::TestWithParam<std::pair<std::vector<std::string>, std::string>> {};

TEST_P(WatchFault, IsOneLine) {
  auto arguments = GetParam().first;
  arguments.insert(arguments.begin(), "watch");
  const Outcome outcome = run_aesthetic(arguments);
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().second));
}

INSTANTIATE_TEST_SUITE_P(
    Watch, WatchFault,
    testing::Values(
        std::pair(std::vector<std::string>{"nix.mp4"}, "aesthetic: nix.mp4: no such file"),
        std::pair(std::vector<std::string>{AESTHETIC_PROGRAM}, std::string(AESTHETIC_PROGRAM) + ": "),
        std::pair(std::vector<std::string>{"foo://bar"}, "aesthetic: foo://bar: "),
        std::pair(std::vector<std::string>{"rtsp://127.0.0.1:1/a"}, "aesthetic: rtsp://127.0.0.1:1/a: "),
        std::pair(std::vector<std::string>{"nosuchsrc ! identity"}, "no element \"nosuchsrc\""),
        std::pair(std::vector<std::string>{"audiotestsrc num-buffers=9"},
                  "aesthetic: audiotestsrc num-buffers=9: "),
        std::pair(std::vector<std::string>{camera, "-o", "/proc/nix"}, "/proc/nix: cannot be written"),
        std::pair(std::vector<std::string>{camera, "-o", "/dev/null"}, "/dev/null: cannot be written"),
        std::pair(std::vector<std::string>{camera, "--model", "nix.onnx"}, "nix.onnx: no such file"),
        std::pair(std::vector<std::string>{camera, "-o", ".", "--by", "beauty"}, "gives no \"beauty\""),
        std::pair(std::vector<std::string>{camera, "--mqtt", "host"}, "aesthetic: host: no topic")));

}  // namespace
}  // namespace aesthetic::test
