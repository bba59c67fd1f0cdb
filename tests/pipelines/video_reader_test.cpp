// SPDX-License-Identifier: MIT
#include "reading/video_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aesthetic/error.hpp"
#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

using test::TemporaryFolder;
using test::write_clip_of_levels;
using testing::HasSubstr;

std::vector<VideoFrame> all_frames(const std::filesystem::path& file, const std::optional<Scoring>& scoring) {
  VideoReader reader(file, scoring);
  std::vector<VideoFrame> frames;
  while (auto frame = reader.next()) frames.push_back(std::move(*frame));
  return frames;
}

std::string fault_of(const std::filesystem::path& file) {
  try {
    all_frames(file, std::nullopt);
  } catch (const Error& error) {
    return error.what();
  }
  return "no fault";
}

TEST(VideoReader, GivesEveryFrameWithItsScoreAndTime) {
  const TemporaryFolder folder;
  const std::vector<int> levels = {40, 120, 200, 80};
  write_clip_of_levels(folder / "clip.mkv", levels);
  const auto frames = all_frames(folder / "clip.mkv", Scoring{test::mean_network()});
  ASSERT_EQ(frames.size(), levels.size());
  for (std::size_t i = 0; i < frames.size(); ++i) {
    EXPECT_EQ(frames[i].index, static_cast<std::int64_t>(i));
    EXPECT_NEAR(frames[i].time.value_or(-1), static_cast<double>(i) / test::clip_rate, 0.001);
    EXPECT_NEAR(frames[i].scores.overall(), test::score_of_level(levels[i]), test::score_tolerance);
    EXPECT_EQ(frames[i].scores.size(), 4U);
    EXPECT_EQ(frames[i].scores.name(3), "blue");
    EXPECT_EQ(frames[i].model, "mean");
    EXPECT_TRUE(frames[i].fresh);
  }
}

TEST(VideoReader, ReadsTheSameFramesWithAndWithoutScores) {
  const TemporaryFolder folder;
  write_clip_of_levels(folder / "clip.mkv", {40, 120, 200, 80, 60});
  const auto scored = all_frames(folder / "clip.mkv", Scoring{test::mean_network()});
  const auto plain = all_frames(folder / "clip.mkv", std::nullopt);
  ASSERT_EQ(scored.size(), plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) {
    EXPECT_EQ(scored[i].pts, plain[i].pts);
    EXPECT_TRUE(plain[i].scores.empty());
  }
}

TEST(VideoReader, HoldsTheScoreBetweenScoredFrames) {
  const TemporaryFolder folder;
  write_clip_of_levels(folder / "clip.mkv", {40, 120, 200, 80, 60});
  Scoring scoring{test::mean_network()};
  scoring.interval = 2;
  const auto frames = all_frames(folder / "clip.mkv", scoring);
  ASSERT_EQ(frames.size(), 5U);
  for (std::size_t i = 0; i < frames.size(); ++i) EXPECT_EQ(frames[i].fresh, i % 2 == 0);
  EXPECT_EQ(frames[3].scores.overall(), frames[2].scores.overall());
}

TEST(VideoReader, EstimatesTheNumberOfFrames) {
  const TemporaryFolder folder;
  write_clip_of_levels(folder / "clip.mkv", std::vector<int>(30, 100));
  VideoReader reader(folder / "clip.mkv");
  ASSERT_TRUE(reader.next());
  EXPECT_NEAR(static_cast<double>(reader.estimated_frames()), 30, 1);
}

TEST(VideoReader, TakesAStreamOfUnknownLength) {
  const TemporaryFolder folder;
  test::run_pipeline(
      "videotestsrc num-buffers=10 ! video/x-raw,width=64,height=48 ! jpegenc ! "
      "matroskamux streamable=true ! filesink location=\"" +
      (folder / "stream.mkv").string() + "\"");
  EXPECT_EQ(all_frames(folder / "stream.mkv", std::nullopt).size(), 10U);
}

TEST(VideoReader, LeavesSoundAlone) {
  const TemporaryFolder folder;
  test::run_pipeline("matroskamux name=mux ! filesink location=\"" + (folder / "sound.mkv").string() +
                     "\" audiotestsrc num-buffers=20 ! vorbisenc ! mux. "
                     "videotestsrc num-buffers=10 ! video/x-raw,width=64,height=48 ! jpegenc ! mux.");
  EXPECT_EQ(all_frames(folder / "sound.mkv", std::nullopt).size(), 10U);
}

TEST(VideoReader, ScoreFaultsAreTheElementsOwn) {
  const TemporaryFolder folder;
  write_clip_of_levels(folder / "clip.mkv", {100});
  try {
    all_frames(folder / "clip.mkv", Scoring{folder / "missing.onnx"});
    FAIL() << "no fault";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("missing.onnx"));
    EXPECT_THAT(error.what(), Not(HasSubstr("clip.mkv")));
    EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
  }
}

TEST(VideoReader, NamesFaultyFiles) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "");
  EXPECT_EQ(fault_of(folder / "missing.mp4"), (folder / "missing.mp4").string() + ": no such file");
  EXPECT_THAT(fault_of(folder / ""), HasSubstr("is a folder, not a video"));
}

}  // namespace
}  // namespace aesthetic
