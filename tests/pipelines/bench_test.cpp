// SPDX-License-Identifier: MIT
//
// aesthetic bench and aesthetic devices: that they say what they promise. How fast it is, no test tells.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "clips.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

using testing::MatchesRegex;

TEST(Bench, MeasuresNetworkElementAndFile) {
  const TemporaryFolder folder;
  const std::string clip = folder / "clip.mkv";
  write_clip_of_levels(clip, std::vector<int>(25, 100));
  const Outcome outcome =
      run_aesthetic({"bench", "--seconds", "0.2", "--size", "320x240", "--streams", "3", "--file", clip});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  auto lines = lines_of(outcome.out);
  // Why bfloat16 is not taken for a network of a few microseconds, where the processor has it.
  const auto remark =
      std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.rfind("remark", 0) == 0; });
  if (remark != lines.end()) {
    EXPECT_THAT(*remark, MatchesRegex("remark   device cpu-onednn-bf16 is not taken: .*"));
    lines.erase(remark);
  }
  ASSERT_EQ(lines.size(), 7U) << outcome.out;
  EXPECT_THAT(lines[0], MatchesRegex("machine  .+, [0-9]+ cores usable"));
  EXPECT_THAT(lines[1],
              MatchesRegex("OpenCV   [0-9.]+.*, [0-9]+ threads, on c.*, [0-9]+ pictures at a time"));
  EXPECT_EQ(lines[2], "model    mean, 4x4");
  EXPECT_THAT(lines[3], MatchesRegex("network  [0-9.]+ frames/s \\(median .* p10 .* p90 .*"));
  EXPECT_THAT(lines[4], MatchesRegex("element  [0-9.]+ frames/s \\(median .* of 320x240 I420\\)"));
  EXPECT_THAT(
      lines[5],
      MatchesRegex("streams  3 of 320x240 NV12: [0-9.]+ frames/s in all, [0-9.]+ each, [0-9.]+ cores busy"));
  EXPECT_THAT(lines[6], MatchesRegex("file     .*: 25 frames, 1.00 s of video, in .* times real time, .*"));
}

TEST(Bench, NamesAMissingModel) {
  const Outcome outcome = run_aesthetic({"bench", "--model", "missing.onnx"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "aesthetic: missing.onnx: no such file\n");
}

TEST(Devices, ListsThemAndWhatAutoTakes) {
  const Outcome outcome = run_aesthetic({"devices"});
  EXPECT_EQ(outcome.status, 0);
  const auto lines = lines_of(outcome.out);
  ASSERT_EQ(lines.size(), 8U) << outcome.out;
  EXPECT_THAT(lines[0], MatchesRegex("OpenCV +[0-9.]+.*, [0-9]+ threads"));
  EXPECT_THAT(lines[1], MatchesRegex("cpu +yes"));
  EXPECT_THAT(lines[2], MatchesRegex("cpu-onednn +yes"));
  EXPECT_THAT(lines[3], MatchesRegex("cpu-onednn-bf16 +(yes|no: .+)"));
  EXPECT_THAT(lines[4], MatchesRegex("cpu-onednn-int8 +(yes|no: .+)"));
  EXPECT_THAT(lines[5], MatchesRegex("cuda +(yes|no: .+)"));
  EXPECT_THAT(lines[6], MatchesRegex("cuda-fp16 +(yes|no: .+)"));
  EXPECT_THAT(lines[7], MatchesRegex("auto +takes the first that suits the model: c.*"));
}

}  // namespace
}  // namespace aesthetic::test
