// SPDX-License-Identifier: MIT
//
// aesthetic best, as a person runs it. The test network's overall score is the mean brightness.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <opencv2/imgcodecs.hpp>
#include <sstream>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

// Two seconds at level 60 with two bright moments, of 1 and of 3 frames.
std::vector<int> levels_with_highlights() {
  std::vector<int> levels(50, 60);
  levels[7] = 200;
  levels[30] = 150;
  levels[31] = 180;
  levels[32] = 150;
  return levels;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  return names;
}

double brightness(const fs::path& picture) {
  return cv::mean(cv::imread(picture.string(), cv::IMREAD_GRAYSCALE))[0];
}

class Best : public testing::Test {
 protected:
  void SetUp() override { write_clip_of_levels(clip_, levels_with_highlights()); }

  Outcome run(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"best", clip_, "-o", out_};
    words.insert(words.end(), more.begin(), more.end());
    return run_aesthetic(words);
  }

  TemporaryFolder folder_;
  std::string clip_ = folder_ / "clip.mkv";
  fs::path out_ = folder_ / "out";
};

TEST_F(Best, WritesExactlyTheBrightestFrames) {
  const Outcome outcome = run({"-n", "2"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(names_in(out_), UnorderedElementsAre("best-1.jpg", "best-2.jpg", "contact-sheet.jpg",
                                                   "report.html", "scores.jsonl"));
  EXPECT_NEAR(brightness(out_ / "best-1.jpg"), 200, 2);
  EXPECT_NEAR(brightness(out_ / "best-2.jpg"), 180, 2);
  EXPECT_EQ(cv::imread((out_ / "best-1.jpg").string()).size(), cv::Size(64, 48));
}

TEST_F(Best, PrintsATable) {
  const auto lines = lines_of(run({"-n", "2"}).out);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0], "rank  time        overall  red    green  blue   file");
  EXPECT_THAT(lines[1], testing::MatchesRegex("1 +0:00.280 +0.7.*" + (out_ / "best-1.jpg").string()));
  EXPECT_THAT(lines[2], testing::MatchesRegex("2 +0:01.240 +0.6.*" + (out_ / "best-2.jpg").string()));
}

TEST_F(Best, WritesTheScoresOfEveryFrame) {
  run();
  const auto lines = lines_of(text_of(out_ / "scores.jsonl"));
  const auto levels = levels_with_highlights();
  ASSERT_EQ(lines.size(), levels.size() + 1);
  const auto header = boost::json::parse(lines[0]).as_object();
  EXPECT_EQ(header.at("video").as_string(), clip_);
  EXPECT_EQ(header.at("model").as_string(), "mean");
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto record = boost::json::parse(lines[i + 1]).as_object();
    EXPECT_EQ(record.at("frame").to_number<std::size_t>(), i);
    EXPECT_NEAR(record.at("time").to_number<double>(), static_cast<double>(i) / clip_rate, 0.001);
    EXPECT_NEAR(record.at("overall").to_number<double>(), score_of_level(levels[i]), score_tolerance);
    EXPECT_EQ(record.at("attributes").as_object().size(), 3U);
    EXPECT_TRUE(record.at("fresh").as_bool());
  }
}

TEST_F(Best, KeepsTheGapThatWasAskedFor) {
  run({"-n", "3", "--min-gap", "0"});
  EXPECT_NEAR(brightness(out_ / "best-3.jpg"), 150, 2);
  run({"-n", "3", "--min-gap", "0.2"});
  EXPECT_NEAR(brightness(out_ / "best-3.jpg"), 60, 2);
}

TEST_F(Best, GivesTheSameFilesTwice) {
  run();
  std::vector<std::string> first;
  for (const auto& name : names_in(out_)) first.push_back(text_of(out_ / name));
  fs::remove_all(out_);
  run();
  std::vector<std::string> second;
  for (const auto& name : names_in(out_)) second.push_back(text_of(out_ / name));
  EXPECT_THAT(second, testing::UnorderedElementsAreArray(first));
}

TEST_F(Best, ReplacesAnEarlierResultWhole) {
  run({"-n", "4"});
  EXPECT_TRUE(fs::exists(out_ / "best-4.jpg"));
  run({"-n", "2"});
  EXPECT_THAT(names_in(out_), UnorderedElementsAre("best-1.jpg", "best-2.jpg", "contact-sheet.jpg",
                                                   "report.html", "scores.jsonl"));
}

TEST_F(Best, TakesOnlyScoredFrames) {
  EXPECT_EQ(run({"-n", "1", "--interval", "10"}).status, 0);
  EXPECT_NEAR(brightness(out_ / "best-1.jpg"), 150, 2);  // frame 30; 7 and 31 are not scored
}

TEST_F(Best, WritesTheSamePicturesAsPng) {
  EXPECT_EQ(run({"-n", "1"}).status, 0);
  EXPECT_EQ(run({"-n", "1", "--format", "png"}).status, 0);
  EXPECT_THAT(names_in(out_),
              UnorderedElementsAre("best-1.png", "contact-sheet.jpg", "report.html", "scores.jsonl"));
  EXPECT_NEAR(brightness(out_ / "best-1.png"), 200, 2);
}

TEST_F(Best, ChoosesByAnAttribute) {
  cv::Mat green = gray_frame(90);
  cv::Mat red = gray_frame(90);
  green += cv::Scalar(0, 60, 0);
  red += cv::Scalar(0, 0, 60);
  write_clip(clip_, {gray_frame(130), green, red});
  EXPECT_EQ(run({"-n", "1", "--by", "red"}).status, 0);
  const auto mean = cv::mean(cv::imread((out_ / "best-1.jpg").string()));
  EXPECT_NEAR(mean[2], 150, 5);
  EXPECT_NEAR(mean[1], 90, 5);
  const Outcome outcome = run({"--by", "beauty"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err,
            "aesthetic: by: the model mean gives no \"beauty\"; it gives overall, red, green, blue\n");
}

TEST_F(Best, ChoosesAsTheModelsCardSaysWhereNobodyElseDoes) {
  write_clip(clip_, {gray_frame(100), gray_frame(90) + cv::Scalar(0, 0, 60), gray_frame(130)});
  const std::string model = network_that_chooses_by({{"overall", 0.1}, {"red", 0.9}}, folder_ / "");
  EXPECT_EQ(run({"-n", "1", "--model", model}).status, 0);
  EXPECT_NEAR(cv::mean(cv::imread((out_ / "best-1.jpg").string()))[2], 150, 5);
  EXPECT_EQ(run({"-n", "1", "--model", model, "--by", "overall"}).status, 0);
  EXPECT_NEAR(brightness(out_ / "best-1.jpg"), 130, 5);
}

// Else the ranks would seem to contradict the scores.
TEST_F(Best, SaysWhatFramesAreRankedByWhereItIsNoneOfTheirScores) {
  write_clip(clip_, {gray_frame(130), gray_frame(90) + cv::Scalar(0, 0, 60)});
  const auto lines = lines_of(run({"-n", "1", "--by", "overall=1, red=3"}).out);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], testing::MatchesRegex("rank +time +choice +overall +red .*"));
  std::istringstream row(lines[1]);
  const std::vector<std::string> words((std::istream_iterator<std::string>(row)), {});
  ASSERT_GT(words.size(), 4U);
  EXPECT_GT(std::stod(words[4]), std::stod(words[3]) + 0.1);
  EXPECT_NEAR(std::stod(words[2]), (std::stod(words[3]) + 3 * std::stod(words[4])) / 4, 0.0011);
  const auto data =
      boost::json::parse(lines_of(run({"-n", "1", "--by", "overall=1,red=3", "--json"}).out)[0]);
  EXPECT_NEAR(data.at("choice").as_double(), std::stod(words[2]), 0.0006);
  EXPECT_THAT(text_of(out_ / "report.html"), HasSubstr("\"by\":\"1 overall + 3 red\""));
  EXPECT_THAT(lines_of(run({"-n", "1", "--by", "red"}).out)[0], Not(HasSubstr("choice")));
  EXPECT_THAT(text_of(out_ / "report.html"), HasSubstr("\"ranked\":1,\"by\":\"red\""));
}

TEST_F(Best, LooksOnlyBetweenTheTimes) {
  EXPECT_EQ(run({"-n", "1", "--from", "0.5", "--to", "0:01.22"}).status, 0);
  EXPECT_NEAR(brightness(out_ / "best-1.jpg"), 150, 2);  // frame 30 at 1.20; 31 is after
  EXPECT_EQ(lines_of(text_of(out_ / "scores.jsonl")).size(), 19U);
  const Outcome outcome = run({"--from", "1:00"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "aesthetic: " + clip_ + ": no frame between --from and --to\n");
}

TEST_F(Best, PrintsJson) {
  const auto lines = lines_of(run({"-n", "2", "--json"}).out);
  ASSERT_EQ(lines.size(), 2U);
  const auto record = boost::json::parse(lines[1]).as_object();
  EXPECT_EQ(record.at("rank").to_number<int>(), 2);
  EXPECT_EQ(record.at("frame").to_number<int>(), 31);
  EXPECT_EQ(record.at("file").as_string(), (out_ / "best-2.jpg").string());
}

TEST_F(Best, SaysWhenThereAreFewer) {
  const Outcome outcome = run({"-n", "5", "--min-gap", "1.5"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(lines_of(outcome.out).size(), 3U) << outcome.out;
  EXPECT_THAT(outcome.err, HasSubstr("only 2 of 5 frames"));
}

TEST_F(Best, NeverTakesABlankFrame) {
  const cv::Mat white(48, 64, CV_8UC3, cv::Scalar::all(255));
  const cv::Mat black(48, 64, CV_8UC3, cv::Scalar::all(0));
  write_clip(clip_, {white, gray_frame(90), black, white});
  EXPECT_EQ(run({"-n", "3"}).status, 0);
  EXPECT_NEAR(brightness(out_ / "best-1.jpg"), 90, 2);
  EXPECT_FALSE(fs::exists(out_ / "best-2.jpg"));
}

TEST_F(Best, TakesAVideoOfOneFrame) {
  write_clip_of_levels(clip_, {120});
  EXPECT_EQ(run({"-n", "1"}).status, 0);
  EXPECT_NEAR(brightness(out_ / "best-1.jpg"), 120, 2);
}

TEST_F(Best, TakesAStreamOfUnknownLength) {
  run_pipeline(
      "videotestsrc num-buffers=10 ! video/x-raw,width=64,height=48 ! jpegenc ! "
      "matroskamux streamable=true ! filesink location=\"" +
      clip_ + "\"");
  EXPECT_EQ(run({"-n", "1"}).status, 0);
}

TEST_F(Best, WritesToTheFolderBestFramesWithoutAnOption) {
  EXPECT_THAT(run_aesthetic({"best", "--help"}).out, HasSubstr("(default: best-frames)"));
}

}  // namespace
}  // namespace aesthetic::test
