// SPDX-License-Identifier: MIT
#include "reading/stills.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "aesthetic/error.hpp"
#include "clips.hpp"
#include "expect_error.hpp"
#include "program.hpp"

namespace aesthetic {
namespace {

constexpr int batch_size = 4;

std::vector<std::string> levels(int count) {
  std::vector<std::string> files;
  for (int i = 0; i < count; ++i) files.push_back(std::to_string(20 * (i % 12)));
  return files;
}

// A picture of the level that its name says.
std::optional<cv::Mat> read_level(const std::string& file) {
  return cv::Mat(30, 40, CV_8UC3, cv::Scalar::all(std::stoi(file)));
}

Scoring in_batches() {
  Scoring scoring{test::mean_network()};
  scoring.batch_size = batch_size;
  return scoring;
}

void expect_level(const std::string& file, const std::optional<ScoredStill>& still) {
  ASSERT_TRUE(still);
  EXPECT_NEAR(still->found.scores.overall(), test::score_of_level(std::stoi(file)), 0.005);
  EXPECT_EQ(still->picture.at<cv::Vec3b>(0, 0)[0], std::stoi(file));
}

TEST(Stills, ComeInTheOrderOfTheirFilesWithTheirOwnScores) {
  for (const Scoring& scoring : {Scoring{test::mean_network()}, in_batches()}) {
    const auto files = levels(50);
    Stills stills(files, read_level, scoring);
    for (const auto& file : files) expect_level(file, stills.next());
  }
}

// A batch that is not full would wait for an hour.
TEST(Stills, FillTheBatchesOfTheNetwork) {
  Scoring scoring = in_batches();
  scoring.batch_timeout = std::chrono::hours(1);
  const auto files = levels(3 * batch_size);
  Stills stills(files, read_level, scoring);
  for (const auto& file : files) expect_level(file, stills.next());
}

TEST(Stills, AreReadWhileOthersAreRead) {
  std::promise<void> second;
  const auto read = [&](const std::string& file) {
    if (file == "0") second.get_future().wait();
    if (file == "20") second.set_value();
    return read_level(file);
  };
  Stills stills(levels(2), read, in_batches());
  expect_level("0", stills.next());
  expect_level("20", stills.next());
}

TEST(Stills, NoMoreAreInMemoryThanIsSaid) {
  std::atomic<std::size_t> begun = 0;
  const auto read = [&](const std::string& file) {
    ++begun;
    return read_level(file);
  };
  const auto files = levels(60);
  Stills stills(files, read, in_batches());
  for (std::size_t taken = 0; taken < files.size(); ++taken) {
    EXPECT_LE(begun, taken + stills.at_a_time());
    stills.next();
  }
  EXPECT_EQ(begun, files.size());
}

TEST(Stills, AFaultIsThatOfItsFile) {
  const auto read = [](const std::string& file) -> std::optional<cv::Mat> {
    if (file == "broken") throw Error(ErrorKind::bad_picture, file + ": is broken");
    if (file == "video") return std::nullopt;
    return read_level(file);
  };
  Stills stills({"20", "broken", "video", "40"}, read, in_batches());
  expect_level("20", stills.next());
  test::expect_error(ErrorKind::bad_picture, {"broken: is broken"}, [&] { stills.next(); });
  EXPECT_FALSE(stills.next());
  expect_level("40", stills.next());
}

TEST(Stills, SayOfEveryFileThatItCannotBeScored) {
  Scoring scoring = in_batches();
  scoring.model = std::filesystem::path(AESTHETIC_TEST_NETWORKS) / "not_a_number.onnx";
  Stills stills(levels(9), read_level, scoring);
  for (int i = 0; i < 9; ++i)
    test::expect_error(ErrorKind::failed, {"expected 0..1"}, [&] { stills.next(); });
}

TEST(Stills, SayWhatIsWrongWithTheModel) {
  test::expect_error(ErrorKind::failed, {"absent.onnx", "no such file"},
                     [] { Stills({}, read_level, Scoring{"absent.onnx"}); });
}

}  // namespace
}  // namespace aesthetic
