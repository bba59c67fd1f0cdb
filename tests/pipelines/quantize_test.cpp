// SPDX-License-Identifier: MIT
//
// aesthetic quantize: what it writes and what it refuses. That the scores stay, cvmodule's tests say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "aesthetic/device.hpp"
#include "architectures.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

class Quantize : public testing::Test {
 protected:
  void SetUp() override {
    const auto devices = available_devices();
    if (std::find(devices.begin(), devices.end(), Device::cpu_onednn_int8) == devices.end())
      GTEST_SKIP() << "skipped: the processor has no AVX512-VNNI";
    network = write_architecture(std::filesystem::path(folder / ""), "squeezenet1_1");
  }

  // The command with so many noisy pictures.
  std::vector<std::string> command(int pictures) const {
    std::vector<std::string> words = {"quantize", network};
    for (int i = 0; i < pictures; ++i) {
      cv::Mat picture(60, 80, CV_8UC3, cv::Scalar(30 * i, 255 - 30 * i, 10 * i));
      cv::circle(picture, {40, 30}, 5 + 2 * i, cv::Scalar(200, 40, 90), cv::FILLED);
      words.push_back(folder / ("picture" + std::to_string(i) + ".png"));
      cv::imwrite(words.back(), picture);
    }
    words.insert(words.end(), {"-o", folder / "new.onnx"});
    return words;
  }

  TemporaryFolder folder;
  std::string network;
};

TEST_F(Quantize, WritesAModelThatRunsInInt8) {
  const Outcome made = run_aesthetic(command(8));
  ASSERT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(made.err, "");
  EXPECT_THAT(made.out,
              MatchesRegex(".*new.onnx: [0-9]+ tensors in 8 bits, calibrated on 6 pictures; scores of 2 "
                           "others differ by at most 0.0[0-9]+ from float32\n"));
  const std::string picture = folder / "picture0.png";
  const Outcome scored =
      run_aesthetic({"score", picture, "--model", folder / "new.onnx", "--device", "cpu-onednn-int8"});
  EXPECT_EQ(scored.status, 0) << scored.err;
  EXPECT_THAT(scored.out, HasSubstr("\"overall\":0."));
  const Outcome refused =
      run_aesthetic({"score", picture, "--model", network, "--device", "cpu-onednn-int8"});
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, MatchesRegex("aesthetic: [^\n]*aesthetic quantize[^\n]*\n"));
}

TEST_F(Quantize, TellsOfBfloat16) {
  const auto devices = available_devices();
  if (std::find(devices.begin(), devices.end(), Device::cpu_onednn_bf16) == devices.end())
    GTEST_SKIP() << "skipped: the processor has neither AMX nor AVX512-BF16";
  auto words = command(2);
  words.insert(words.end(), {"--precision", "bfloat16"});
  const Outcome made = run_aesthetic(words);
  ASSERT_EQ(made.status, 0) << made.err;
  EXPECT_THAT(made.out,
              MatchesRegex(".*new.onnx: in bfloat16 scores of 130 pictures differ by at most 0.00[0-9]+ "
                           "from float32, and their order has an SRCC of at least 0.99[0-9]+\n"));
  const auto card = read_card(folder / "new.json");
  EXPECT_EQ(card.bfloat16.value_or(Bfloat16Agreement()).pictures, 130);
  EXPECT_FALSE(card.int8);
  words.back() = "half";
  const Outcome other = run_aesthetic(words);
  EXPECT_EQ(other.status, 2);
  EXPECT_THAT(other.err, MatchesRegex("aesthetic: --precision must be int8 or bfloat16[^\n]*\n"));
}

TEST_F(Quantize, RefusesTooFewPicturesAndItsOwnModelInOneLine) {
  const Outcome few = run_aesthetic(command(3));
  EXPECT_EQ(few.status, 1);
  EXPECT_THAT(few.err, MatchesRegex("aesthetic: [^\n]*at least 8 pictures, found 3\n"));
  EXPECT_FALSE(std::filesystem::exists(folder / "new.onnx"));
  auto words = command(8);
  words.back() = network;
  const Outcome same = run_aesthetic(words);
  EXPECT_EQ(same.status, 2);
  EXPECT_THAT(same.err, MatchesRegex("aesthetic: --output is the model itself[^\n]*\n"));
}

}  // namespace
}  // namespace aesthetic::test
