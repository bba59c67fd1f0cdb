// SPDX-License-Identifier: MIT
//
// What aesthetic best does not take: one clear line, and an earlier result stays as it was.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class BestBadInput : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(out_);
    std::ofstream(out_ / "best-1.jpg") << "earlier";
  }

  // Runs and expects one line that names `thing`; gives that line.
  std::string fault(const std::vector<std::string>& arguments, const std::string& thing,
                    const std::map<std::string, std::string>& environment = {}) const {
    std::vector<std::string> words = {"best", "-o", out_};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const Outcome outcome = run_aesthetic(words, environment);
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
    EXPECT_THAT(outcome.err, StartsWith("aesthetic: " + thing));
    EXPECT_EQ(text_of(out_ / "best-1.jpg"), "earlier");
    EXPECT_EQ(std::distance(fs::directory_iterator(out_), {}), 1);
    return outcome.err;
  }

  std::string write(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return folder_ / name;
  }

  TemporaryFolder folder_;
  fs::path out_ = folder_ / "out";
};

TEST_F(BestBadInput, MissingFile) {
  const std::string file = folder_ / "missing.mp4";
  EXPECT_THAT(fault({file}, file), HasSubstr("no such file"));
}

TEST_F(BestBadInput, FolderWithoutVideos) {
  write("notes.txt", "nothing");
  const Outcome outcome = run_aesthetic({"best", "-o", out_, folder_ / ""});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "aesthetic: " + (folder_ / "").string() +
                             ": skipped 1 file that is no video (notes.txt)\naesthetic: " +
                             (folder_ / "").string() + ": no videos in it\n");
}

TEST_F(BestBadInput, EmptyFile) {
  const std::string file = write("empty.mp4", "");
  EXPECT_THAT(fault({file}, file), HasSubstr("empty file"));
}

TEST_F(BestBadInput, Garbage) {
  const std::string file = write("garbage.mp4", std::string(5000, '\x5a'));
  EXPECT_THAT(fault({file}, file), HasSubstr("neither a picture nor a video"));
}

TEST_F(BestBadInput, OnlySound) {
  const std::string file = folder_ / "sound.ogg";
  run_pipeline("audiotestsrc num-buffers=20 ! vorbisenc ! oggmux ! filesink location=\"" + file + "\"");
  EXPECT_THAT(fault({file}, file), HasSubstr("no video in this file"));
  const std::string wave = folder_ / "sound.wav";
  run_pipeline("audiotestsrc num-buffers=20 ! wavenc ! filesink location=\"" + wave + "\"");
  EXPECT_THAT(fault({wave}, wave), HasSubstr("no video in this file"));
}

// The index of such a file is at its end.
TEST_F(BestBadInput, TruncatedFile) {
  const std::string file = folder_ / "cut.mp4";
  run_pipeline(
      "videotestsrc num-buffers=50 ! video/x-raw,width=160,height=120 ! jpegenc ! qtmux ! filesink "
      "location=\"" +
      file + "\"");
  fs::resize_file(file, fs::file_size(file) / 2);
  fault({file}, file);
}

// What can be read is used, and the fault is said where there is one.
TEST_F(BestBadInput, CorruptInTheMiddle) {
  const std::string file = folder_ / "corrupt.mkv";
  write_clip_of_levels(file, std::vector<int>(50, 120));
  std::string bytes = text_of(file);
  bytes.replace(bytes.size() / 2, bytes.size() / 4, std::string(bytes.size() / 4, '\xa7'));
  write("corrupt.mkv", bytes);
  const Outcome outcome = run_aesthetic({"best", file, "-n", "1", "-o", out_});
  EXPECT_LE(lines_of(outcome.err).size(), 1U) << outcome.err;
  EXPECT_EQ(outcome.status, outcome.err.empty() ? 0 : 1);
  EXPECT_EQ(lines_of(outcome.out).size(), 2U);
  EXPECT_NE(text_of(out_ / "best-1.jpg"), "earlier");
}

// A Matroska file that was not written to its end.
TEST_F(BestBadInput, TruncatedMatroska) {
  const std::string file = folder_ / "cut.mkv";
  write_clip_of_levels(file, std::vector<int>(50, 120));
  fs::resize_file(file, fs::file_size(file) * 2 / 3);
  const Outcome outcome = run_aesthetic({"best", file, "-n", "1", "-o", out_});
  EXPECT_LE(lines_of(outcome.err).size(), 1U) << outcome.err;
  EXPECT_EQ(outcome.status, outcome.err.empty() ? 0 : 1);
  EXPECT_NE(text_of(out_ / "best-1.jpg"), "earlier");
}

TEST_F(BestBadInput, VariableFrameRate) {
  const std::string file = folder_ / "variable.mkv";
  run_pipeline(
      "videotestsrc num-buffers=60 ! video/x-raw,width=64,height=48 ! identity drop-probability=0.5 ! "
      "jpegenc ! matroskamux ! filesink location=\"" +
      file + "\"");
  EXPECT_EQ(run_aesthetic({"best", file, "-n", "3", "-o", out_, "--min-gap", "0"}).status, 0);
  EXPECT_TRUE(fs::exists(out_ / "best-3.jpg"));
}

TEST_F(BestBadInput, TurnedFramesAreUpright) {
  const std::string file = folder_ / "turned.mov";
  write_turned_clip(file);
  EXPECT_EQ(run_aesthetic({"best", file, "-n", "1", "-o", out_}).status, 0);
  EXPECT_EQ(cv::imread((out_ / "best-1.jpg").string()).size(), cv::Size(48, 64));
}

TEST_F(BestBadInput, EightThousandPixels) {
  const std::string file = folder_ / "8k.mkv";
  run_pipeline(
      "videotestsrc num-buffers=1 ! video/x-raw,width=7680,height=4320 ! jpegenc ! matroskamux ! "
      "filesink location=\"" +
      file + "\"");
  EXPECT_EQ(run_aesthetic({"best", file, "-n", "1", "-o", out_}).status, 0);
  EXPECT_EQ(cv::imread((out_ / "best-1.jpg").string()).size(), cv::Size(7680, 4320));
}

TEST_F(BestBadInput, MissingDecoder) {
  const std::string file = folder_ / "clip.mkv";
  write_clip_of_levels(file, {100, 120});
  EXPECT_THAT(fault({file}, file, {{"GST_PLUGIN_FEATURE_RANK", "avdec_ffv1:NONE"}}),
              HasSubstr("GStreamer has no"));
}

TEST_F(BestBadInput, MissingModel) {
  const std::string file = folder_ / "clip.mkv";
  write_clip_of_levels(file, {100});
  const std::string model = folder_ / "missing.onnx";
  EXPECT_THAT(fault({file, "--model", model}, model), HasSubstr("no such file"));
}

TEST_F(BestBadInput, BrokenModels) {
  const std::string file = folder_ / "clip.mkv";
  write_clip_of_levels(file, {100});
  for (const char* name :
       {"empty", "garbage", "truncated", "not_json", "wrong_sha", "wrong_size", "bad_version"}) {
    const std::string text =
        fault({file, "--model", std::string(AESTHETIC_TEST_NETWORKS "/") + name + ".onnx"}, "");
    EXPECT_THAT(text, HasSubstr(name));
  }
}

TEST_F(BestBadInput, OutputThatIsAFile) {
  const std::string file = folder_ / "clip.mkv";
  write_clip_of_levels(file, {100});
  const std::string target = write("target", "mine");
  const Outcome outcome = run_aesthetic({"best", file, "-o", target});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "aesthetic: " + target + ": cannot be written: " + target + " is not a folder\n");
  EXPECT_EQ(text_of(target), "mine");
}

TEST_F(BestBadInput, OutputWhereNothingCanBeWritten) {
  const std::string file = folder_ / "clip.mkv";
  write_clip_of_levels(file, {100});
  const Outcome outcome = run_aesthetic({"best", file, "-o", "/proc/aesthetic-out"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, StartsWith("aesthetic: /proc/aesthetic-out: cannot be written: "));
  EXPECT_EQ(lines_of(outcome.err).size(), 1U);
}

}  // namespace
}  // namespace aesthetic::test
