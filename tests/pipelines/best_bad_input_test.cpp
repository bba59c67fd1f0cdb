// SPDX-License-Identifier: MIT
//
// What aesthetic best does not take: one clear line, and an earlier result stays as it was.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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

// Until the next key frame there are frames that are built on missing ones.
TEST_F(BestBadInput, DamagedFramesAreNotChosen) {
  const std::string file = folder_ / "damaged.mp4";
  std::vector<cv::Mat> frames;
  for (int i = 0; i < 100; ++i) {
    frames.push_back(smooth_picture({160, 96}, i / 5));
    frames.back()(cv::Rect(10 + i, 20, 30, 40)).setTo(cv::Scalar::all(240));  // something sharp
  }
  write_clip(file, frames, "x264enc speed-preset=ultrafast key-int-max=25 bframes=0 ! mp4mux");
  std::string bytes = text_of(file);
  const std::size_t begin = bytes.size() / 3;
  bytes.replace(begin, bytes.size() / 10, std::string(bytes.size() / 10, '\xa7'));
  write("damaged.mp4", bytes);
  const Outcome outcome = run_aesthetic({"best", file, "-n", "10", "--min-gap", "0", "-o", out_});
  EXPECT_EQ(outcome.status, 1);
  ASSERT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
  EXPECT_THAT(outcome.err, StartsWith("aesthetic: " + file + ": damaged at 0:0"));
  int damaged = 0;
  for (const std::string& line : lines_of(text_of(out_ / "scores.jsonl")))
    damaged += static_cast<int>(line.find("\"damaged\":true") != std::string::npos);
  EXPECT_GE(damaged, 3);
  EXPECT_LE(damaged, 60);
  // What was chosen looks as it did before.
  for (int rank = 1; rank <= 10; ++rank) {
    const cv::Mat chosen = cv::imread((out_ / ("best-" + std::to_string(rank) + ".jpg")).string());
    double nearest = 255;
    for (const cv::Mat& frame : frames)
      nearest =
          std::min(nearest, cv::norm(chosen, frame, cv::NORM_L1) / static_cast<double>(3 * frame.total()));
    EXPECT_LT(nearest, 6) << rank;
  }
}

// One bit within a picture: FFmpeg makes up the rest of it, and says so in its log only.
TEST_F(BestBadInput, FramesThatWereMadeUpAreNotChosen) {
  const std::string file = folder_ / "flipped.mp4";
  std::vector<cv::Mat> frames;
  for (int i = 0; i < 100; ++i) {
    frames.push_back(smooth_picture({160, 96}, i / 20));
    frames.back()(cv::Rect(10 + i, 20, 30, 40)).setTo(cv::Scalar::all(240));
  }
  write_clip(file, frames, "x264enc speed-preset=ultrafast key-int-max=25 bframes=0 ! mp4mux");
  std::string bytes = text_of(file);
  bytes[bytes.size() / 2] ^= 1;
  write("flipped.mp4", bytes);
  const Outcome outcome = run_aesthetic({"best", file, "-n", "1", "-o", out_});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, StartsWith("aesthetic: " + file + ": damaged at 0:0")) << outcome.err;
  int damaged = 0;
  for (const std::string& line : lines_of(text_of(out_ / "scores.jsonl")))
    damaged += static_cast<int>(line.find("\"damaged\":true") != std::string::npos);
  EXPECT_GE(damaged, 1);
  EXPECT_LE(damaged, 50);
}

// A file that was not written to its end, as after a crash or where a copy broke off. Its demuxers take that
// for the end of the video.
class BestTruncated : public BestBadInput, public testing::WithParamInterface<const char*> {};

TEST_P(BestTruncated, IsSaidAndWhatIsThereIsUsed) {
  const std::string file = folder_ / "cut";
  write_clip_of_levels(file, std::vector<int>(100, 120), GetParam());
  fs::resize_file(file, fs::file_size(file) * 2 / 3);
  const Outcome outcome = run_aesthetic({"best", file, "-n", "1", "-o", out_});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
  EXPECT_THAT(outcome.err, StartsWith("aesthetic: " + file + ": breaks off after "));
  EXPECT_EQ(lines_of(outcome.out).size(), 2U);
  EXPECT_NE(text_of(out_ / "best-1.jpg"), "earlier");
}

INSTANTIATE_TEST_SUITE_P(Containers, BestTruncated,
                         testing::Values(lossless, "jpegenc ! qtmux faststart=true",
                                         "vp8enc deadline=1 cpu-used=8 ! webmmux"));

// That a film's sound goes on is no fault.
TEST_F(BestBadInput, SoundThatIsLongerThanThePictures) {
  for (const std::string container : {"qtmux", "matroskamux"}) {
    const std::string file = folder_ / container;
    run_pipeline("videotestsrc num-buffers=30 ! video/x-raw,width=64,height=48 ! jpegenc ! mux. " +
                 container + " name=mux ! filesink location=\"" + file +
                 "\" audiotestsrc num-buffers=150 ! avenc_aac ! mux.");
    const Outcome outcome = run_aesthetic({"best", file, "-n", "1", "--min-gap", "0", "-o", out_});
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.err, "");
  }
}

TEST_F(BestBadInput, OneFrame) {
  const std::string file = folder_ / "one.mkv";
  write_clip_of_levels(file, {120});
  const Outcome outcome = run_aesthetic({"best", file, "-o", out_});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "aesthetic: " + file + ": only 1 of 3 frames: there are no more\n");
}

TEST_F(BestBadInput, NothingButBlack) {
  const std::string file = folder_ / "black.mkv";
  write_clip(file, std::vector<cv::Mat>(5, cv::Mat::zeros(48, 64, CV_8UC3)));
  const Outcome outcome = run_aesthetic({"best", file, "-n", "1", "-o", out_});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "aesthetic: " + file + ": every frame is black or blank\n");
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
