// SPDX-License-Identifier: MIT
//
// aesthetic score, as a person runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <opencv2/imgcodecs.hpp>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

using testing::EndsWith;
using testing::MatchesRegex;
using testing::StartsWith;

std::string write_gray_picture(const std::filesystem::path& file, int level) {
  std::filesystem::create_directories(file.parent_path());
  cv::imwrite(file.string(), cv::Mat(30, 40, CV_8UC3, cv::Scalar::all(level)));
  return file.string();
}

std::string write_gray_clip(const std::filesystem::path& file, const std::vector<int>& levels) {
  write_clip_of_levels(file, levels);
  return file.string();
}

TEST(Score, PrintsARecordForAPicture) {
  const TemporaryFolder folder;
  const std::string file = write_gray_picture(folder / "gray.png", 51);
  const Outcome outcome = run_aesthetic({"score", file});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const std::string n = "0\\.2[0-9]+";
  EXPECT_THAT(outcome.out, MatchesRegex("\\{\"source\":\"" + file + "\",\"time\":null,\"overall\":" + n +
                                        ",\"attributes\":\\{\"red\":" + n + ",\"green\":" + n +
                                        ",\"blue\":" + n + "\\},\"model\":\"mean\"\\}\n"));
  const auto overall = boost::json::parse(outcome.out).at("overall").to_number<double>();
  EXPECT_NEAR(overall, score_of_level(51), 0.005);
}

TEST(Score, PrintsARecordForEveryFrameOfAVideo) {
  const TemporaryFolder folder;
  const Outcome outcome = run_aesthetic({"score", write_gray_clip(folder / "clip.mkv", {50, 100, 150})});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 3U);
  const auto record = boost::json::parse(lines[2]).as_object();
  EXPECT_NEAR(record.at("time").to_number<double>(), 0.08, 0.001);
  EXPECT_NEAR(record.at("overall").to_number<double>(), score_of_level(150), score_tolerance);
  EXPECT_EQ(record.at("model").as_string(), "mean");
}

TEST(Score, TellsPicturesFromVideosByContent) {
  const TemporaryFolder folder;
  const std::string picture = write_gray_picture(folder / "picture.png", 100);
  std::filesystem::rename(picture, folder / "picture.mp4");
  write_gray_clip(folder / "clip.mkv", {100, 100});
  std::filesystem::rename(folder / "clip.mkv", folder / "clip.png");
  const Outcome outcome = run_aesthetic({"score", folder / "picture.mp4", folder / "clip.png"});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(lines_of(outcome.out).size(), 3U);
}

TEST(Score, PrintsOnlyFreshFrames) {
  const TemporaryFolder folder;
  const std::string clip = write_gray_clip(folder / "clip.mkv", std::vector<int>(7, 100));
  EXPECT_EQ(lines_of(run_aesthetic({"score", clip, "--interval", "3"}).out).size(), 3U);
}

TEST(Score, WritesCsvWithOneHeaderAndQuotedNames) {
  const TemporaryFolder folder;
  const std::string odd = write_gray_picture(folder / "a, \"b\".png", 51);
  const std::string clip = write_gray_clip(folder / "clip.mkv", {51});
  const Outcome outcome = run_aesthetic({"score", "--format", "csv", odd, clip});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0], "source,time,overall,red,green,blue,model");
  EXPECT_THAT(lines[1], StartsWith("\"" + (folder / "a, \"\"b\"\".png").string() + "\",,0.2"));
  EXPECT_THAT(lines[1], EndsWith(",mean"));
  EXPECT_THAT(lines[2], StartsWith(clip + ",0,0."));
}

TEST(Score, JsonIsValidForANameThatIsNoUtf8) {
  const TemporaryFolder folder;
  const Outcome outcome = run_aesthetic({"score", write_gray_picture(folder / "\xff.png", 51)});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  boost::json::error_code fault;
  boost::json::parse(outcome.out, fault);
  EXPECT_FALSE(fault) << outcome.out;
}

TEST(Score, GoesOnAfterABrokenFile) {
  const TemporaryFolder folder;
  const std::string good = write_gray_picture(folder / "good.png", 51);
  const std::string missing = folder / "missing.png";
  const Outcome outcome = run_aesthetic({"score", missing, good});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "aesthetic: " + missing + ": no such file\n");
  EXPECT_EQ(lines_of(outcome.out).size(), 1U);
}

TEST(Score, TakesFoldersOfPicturesInOrderAndGoesOnAfterABrokenOne) {
  const TemporaryFolder folder;
  const std::string first = write_gray_picture(folder / "all/a/2.png", 200);
  const std::string broken = folder / "all/b.jpg";
  const std::string last = write_gray_picture(folder / "all/c.PNG", 51);
  std::ofstream(broken) << "this is no picture\n";
  std::ofstream(folder / "all/notes.txt") << "nor is this, and nobody said so\n";
  for (const char* format : {"jsonl", "csv"}) {
    const Outcome outcome = run_aesthetic({"score", folder / "all", "--format", format});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, "aesthetic: " + broken + ": neither a picture nor a video that can be read\n");
    const auto lines = lines_of(outcome.out);
    ASSERT_GE(lines.size(), 2U);
    EXPECT_THAT(lines[lines.size() - 2], testing::HasSubstr(first));
    EXPECT_THAT(lines.back(), testing::HasSubstr(last));
  }
}

// Pictures are decoded and scored several at a time; what is said of them must not show it.
// Sums of a batch are made in another order than those of one picture, which their last digits show.
void expect_nearly_same(const std::string& expected, const std::string& found) {
  constexpr double allowed = 1e-6;
  const auto a = lines_of(expected);
  const auto b = lines_of(found);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto one = boost::json::parse(a[i]).as_object();
    auto other = boost::json::parse(b[i]).as_object();
    EXPECT_NEAR(one["overall"].to_number<double>(), other["overall"].to_number<double>(), allowed) << a[i];
    for (const auto& attribute : one["attributes"].as_object())
      EXPECT_NEAR(attribute.value().to_number<double>(),
                  other["attributes"].as_object().at(attribute.key()).to_number<double>(), allowed)
          << a[i];
    for (auto* record : {&one, &other})
      for (const char* field : {"overall", "attributes"}) record->erase(field);
    EXPECT_EQ(one, other);
  }
}

TEST(Score, ManyPicturesInBatchesGetTheSameRecordsInTheSameOrder) {
  const TemporaryFolder folder;
  std::vector<std::string> broken;
  for (int i = 0; i < 24; ++i) {
    const std::string file = folder / ("all/" + std::to_string(100 + i) + ".png");
    write_gray_picture(file, 10 * i);
    if (i % 3 != 1) continue;
    cv::imwrite(file, smooth_picture({200, 150}));
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    broken.push_back(file);
  }
  write_gray_clip(folder / "clip.mkv", {50, 100});
  std::filesystem::rename(folder / "clip.mkv", folder / "all/107.png");
  const Outcome alone = run_aesthetic({"score", folder / "all"});
  const Outcome batches = run_aesthetic({"score", folder / "all", "--batch-size", "4"});
  EXPECT_EQ(lines_of(alone.out).size(), 24 - broken.size() + 1 + 1);
  const auto faults = lines_of(alone.err);
  ASSERT_EQ(faults.size(), broken.size() - 1);
  expect_nearly_same(alone.out, batches.out);
  EXPECT_EQ(batches.err, alone.err);
  EXPECT_EQ(batches.status, 1);
}

TEST(Score, SaysThatAFolderHasNoPicture) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "empty");
  const Outcome outcome = run_aesthetic({"score", folder / "empty"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "aesthetic: " + (folder / "empty").string() + ": no picture in this folder\n");
}

// GStreamer's own reader of GIF never ends.
TEST(Score, RefusesAGifAtOnce) {
  const TemporaryFolder folder;
  const std::string file = folder / "clip.gif";
  std::ofstream(file, std::ios::binary)
      << std::string("GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\1\0\1\0\0\2\2\x44\1\0;", 35);
  const Outcome outcome = run_aesthetic({"score", file});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
}

struct Broken {
  const char* name;
  std::string bytes;
};

void PrintTo(const Broken& broken, std::ostream* out) {
  *out << broken.name;
}

class BrokenFiles : public testing::TestWithParam<Broken> {};

TEST_P(BrokenFiles, GetOneLine) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "");
  const std::string file = folder / GetParam().name;
  std::ofstream(file, std::ios::binary) << GetParam().bytes;
  const Outcome outcome = run_aesthetic({"score", file});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, StartsWith("aesthetic: " + file + ": "));
  EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
}

const std::string png_signature("\x89PNG\r\n\x1a\n", 8);
const std::string jpeg_start("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 20);

INSTANTIATE_TEST_SUITE_P(Score, BrokenFiles,
                         testing::Values(Broken{"empty.png", ""}, Broken{"empty.mp4", ""},
                                         Broken{"text.mp4", "this is no video\n"},
                                         Broken{"signature.png", png_signature},
                                         Broken{"garbage.png", png_signature + std::string(1000, 'x')},
                                         Broken{"garbage.jpg", jpeg_start + std::string(1000, 'x')},
                                         Broken{"zeros.mkv", std::string(5000, '\0')}));

TEST(Score, SaysOfATruncatedPictureInOneLine) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "");
  const std::string file = folder / "cut.png";
  cv::imwrite(file, smooth_picture({200, 150}));
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  const Outcome outcome = run_aesthetic({"score", file});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(lines_of(outcome.err).size(), 1U) << outcome.err;
}

TEST(Score, EndsWithAFaultOfTheModel) {
  const TemporaryFolder folder;
  const std::string picture = write_gray_picture(folder / "gray.png", 51);
  const Outcome outcome = run_aesthetic({"score", "--model", folder / "missing.onnx", picture, picture});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "aesthetic: " + (folder / "missing.onnx").string() + ": no such file\n");
}

TEST(Score, RefusesADeviceThatIsNotThere) {
  if (run_aesthetic({"devices"}).out.find("cuda        yes") != std::string::npos)
    GTEST_SKIP() << "this machine has it";
  const TemporaryFolder folder;
  const Outcome outcome =
      run_aesthetic({"score", "--device", "cuda", write_gray_picture(folder / "gray.png", 51)});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err, MatchesRegex("aesthetic: .*cuda.*\n"));
}

}  // namespace
}  // namespace aesthetic::test
