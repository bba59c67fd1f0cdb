// SPDX-License-Identifier: MIT
#include "aesthetic/scorer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <opencv2/core.hpp>
#include <utility>

#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

const std::filesystem::path networks = AESTHETIC_TEST_NETWORKS;

// What mean.onnx gives for a mean channel value of 0..255.
float sigmoid_of(double value) {
  return static_cast<float>(1 / (1 + std::exp(-4 * (value / 255 - 0.5))));
}

// One colour, channels as the network takes them.
cv::Mat plain(double first, double second, double third) {
  return {4, 4, CV_8UC3, cv::Scalar(first, second, third)};
}

void expect_mean_scores(const Scores& scores, double red, double green, double blue) {
  ASSERT_EQ(scores.size(), 4U);
  EXPECT_EQ(scores.name(0), "overall");
  EXPECT_EQ(scores.name(3), "blue");
  EXPECT_NEAR(scores.overall(), sigmoid_of((red + green + blue) / 3), 1e-6);
  EXPECT_NEAR(scores.value(1), sigmoid_of(red), 1e-6);
  EXPECT_NEAR(scores.value(2), sigmoid_of(green), 1e-6);
  EXPECT_NEAR(scores.value(3), sigmoid_of(blue), 1e-6);
}

TEST(Scorer, GivesTheScoresOfAKnownNetwork) {
  Scorer scorer(networks / "mean.onnx");
  expect_mean_scores(scorer.score(plain(255, 60, 10)), 255, 60, 10);
  expect_mean_scores(scorer.score(plain(0, 0, 0)), 0, 0, 0);
}

TEST(Scorer, TakesTheChannelsInTheCardsOrder) {
  Scorer scorer(networks / "mean_bgr.onnx");
  EXPECT_EQ(scorer.card().input.channels, ChannelOrder::bgr);
  expect_mean_scores(scorer.score(plain(10, 60, 255)), 255, 60, 10);
}

TEST(Scorer, JoinsTheTasksOfSeveralOutputs) {
  Scorer scorer(networks / "two_outputs.onnx");
  const auto scores = scorer.score(plain(255, 60, 10));
  ASSERT_EQ(scores.size(), 3U);
  EXPECT_EQ(scores.name(2), "blue");
  EXPECT_NEAR(scores.value(2), sigmoid_of(10), 1e-6);
}

TEST(Scorer, AnyNumberOfPicturesAtATime) {
  Scorer scorer(networks / "mean.onnx");
  for (const int count : {1, 3, 2, 1}) {
    std::vector<cv::Mat> pictures;
    for (int i = 0; i < count; ++i) pictures.push_back(plain(50 * i, 20, 30));
    const auto all = scorer.score(pictures);
    ASSERT_EQ(all.size(), pictures.size());
    for (int i = 0; i < count; ++i) expect_mean_scores(all[static_cast<std::size_t>(i)], 50 * i, 20, 30);
  }
  EXPECT_TRUE(scorer.score(std::vector<cv::Mat>{}).empty());
}

TEST(Scorer, ScoresAViewWithGapsBetweenItsRows) {
  Scorer scorer(networks / "mean.onnx");
  cv::Mat wide(4, 9, CV_8UC3, cv::Scalar(255, 255, 255));
  wide(cv::Rect(2, 0, 4, 4)).setTo(cv::Scalar(7, 8, 9));
  expect_mean_scores(scorer.score(wide(cv::Rect(2, 0, 4, 4))), 7, 8, 9);
}

TEST(Scorer, TakesATensorMadeElsewhere) {
  Scorer scorer(networks / "mean.onnx");
  const int shape[] = {2, 3, 4, 4};
  const auto all = scorer.score_tensor(cv::Mat(4, shape, CV_32F, cv::Scalar(0.25)));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_NEAR(all[1].overall(), sigmoid_of(0.75 * 255), 1e-6);
  const int other[] = {1, 3, 4, 5};
  test::expect_error(ErrorKind::bad_picture, {"(N, 3, 4, 4)"},
                     [&] { scorer.score_tensor(cv::Mat(4, other, CV_32F, cv::Scalar(0))); });
}

TEST(Scorer, RefusesAPictureOfAnotherSizeOrType) {
  Scorer scorer(networks / "mean.onnx");
  for (const cv::Mat& picture : {cv::Mat(4, 5, CV_8UC3), cv::Mat(4, 4, CV_8UC4), cv::Mat()})
    test::expect_error(ErrorKind::bad_picture, {"4x4"}, [&] { scorer.score(picture); });
  expect_mean_scores(scorer.score(plain(1, 2, 3)), 1, 2, 3);
}

TEST(Scorer, SaysWhatWasAskedForAndWhatRuns) {
  const Scorer scorer(networks / "mean.onnx", Device::automatic);
  EXPECT_EQ(scorer.requested_device(), Device::automatic);
  const auto candidates = resolve(Device::automatic);
  EXPECT_NE(std::find(candidates.begin(), candidates.end(), scorer.active_device()), candidates.end());
  EXPECT_EQ(Scorer(networks / "mean.onnx", Device::cpu).active_device(), Device::cpu);
  EXPECT_EQ(Scorer(networks / "mean.onnx", Device::cpu_onednn).active_device(), Device::cpu_onednn);
}

TEST(Scorer, OneDnnGivesTheScoresOfOpenCvAlone) {
  Scorer plain_opencv(default_model(), Device::cpu);
  Scorer onednn(default_model(), Device::cpu_onednn);
  EXPECT_EQ(onednn.active_device(), Device::cpu_onednn);
  const auto size = onednn.card().input.size;
  for (const int count : {1, 4, 1}) {
    const int shape[] = {count, 3, size.height, size.width};
    cv::Mat tensor(4, shape, CV_32F);
    cv::RNG(static_cast<std::uint64_t>(count)).fill(tensor, cv::RNG::NORMAL, 0.0, 1.0);
    const auto expected = plain_opencv.score_tensor(tensor);
    const auto found = onednn.score_tensor(tensor);
    for (std::size_t n = 0; n < expected.size(); ++n)
      for (std::size_t task = 0; task < expected[n].size(); ++task)
        EXPECT_NEAR(found[n].value(task), expected[n].value(task), 1e-4);
  }
}

TEST(Scorer, TwoScorersRunOnTwoThreads) {
  const auto scores = [](double red) {
    Scorer scorer(networks / "mean.onnx", Device::cpu_onednn);
    for (int i = 0; i < 50; ++i) expect_mean_scores(scorer.score(plain(red, 60, 10)), red, 60, 10);
  };
  const auto other = std::async(std::launch::async, scores, 255);
  scores(20);
  other.wait();
}

// In bfloat16 too: each gives what it gives alone.
TEST(Scorer, ScorersOfSeveralThreadsDoNotDisturbEachOther) {
  for (const Device device : {Device::cpu_onednn, Device::cpu_onednn_bf16}) {
    const auto devices = available_devices();
    if (std::find(devices.begin(), devices.end(), device) == devices.end()) continue;
    const auto run = [&](int value, int times) {
      Scorer scorer(default_model(), device, 1, 2);
      const auto size = scorer.card().input.size;
      const cv::Mat picture(size, CV_8UC3, cv::Scalar::all(value));
      std::vector<float> found;
      for (int i = 0; i < times; ++i) found.push_back(scorer.score(picture).overall());
      return found;
    };
    const float expected = run(200, 1).front();
    auto other = std::async(std::launch::async, run, 40, 4);
    for (const float found : run(200, 4)) EXPECT_NEAR(found, expected, 2e-3);
    for (const float found : other.get()) EXPECT_GT(std::abs(found - expected), 1e-2);
  }
}

// What the card says of bfloat16 is believed, whatever it is.
TEST(Scorer, AutoTakesBfloat16ByTheCard) {
  const auto devices = resolve(Device::automatic);
  if (devices.front() != Device::cpu_onednn_bf16)
    GTEST_SKIP() << "skipped: CUDA comes first here, or the processor has no bfloat16";
  const test::TemporaryFolder folder;
  std::filesystem::copy_file(networks / "slow.onnx", folder / "slow.onnx");
  const auto scorer_with = [&](const std::optional<Bfloat16Agreement>& agreement) {
    auto card = read_card(networks / "slow.json");
    card.bfloat16 = agreement;
    write_card(card, folder / "slow.json");
    return Scorer(folder / "slow.onnx", Device::automatic);
  };
  EXPECT_EQ(scorer_with(std::nullopt).active_device(), Device::cpu_onednn_bf16);
  EXPECT_EQ(scorer_with(Bfloat16Agreement{40, 0.002, 1}).active_device(), Device::cpu_onednn_bf16);
  const auto refused = scorer_with(Bfloat16Agreement{40, 0.2, 1});
  EXPECT_EQ(refused.active_device(), Device::cpu_onednn);
  ASSERT_EQ(refused.remarks().size(), 1U);
  EXPECT_NE(refused.remarks()[0].find("differs by 0.2"), std::string::npos) << refused.remarks()[0];
}

TEST(Scorer, CudaIsRefusedWhereThereIsNone) {
  if (resolve(Device::automatic).front() == Device::cuda) GTEST_SKIP() << "skipped: this OpenCV has CUDA";
  test::expect_error(ErrorKind::no_device, {"cuda", "CUDA"},
                     [] { Scorer(networks / "mean.onnx", Device::cuda); });
}

TEST(Scorer, CanBeMoved) {
  Scorer first(networks / "mean.onnx");
  Scorer second = std::move(first);
  expect_mean_scores(second.score(plain(1, 2, 3)), 1, 2, 3);
}

struct BadModel {
  const char* name;
  ErrorKind kind;
  std::vector<std::string> texts;
};

class BadModels : public testing::TestWithParam<BadModel> {};

TEST_P(BadModels, AreRefusedWithOneLineThatNamesFileAndFault) {
  test::expect_error(GetParam().kind, GetParam().texts,
                     [] { Scorer(networks / (std::string(GetParam().name) + ".onnx")); });
}

INSTANTIATE_TEST_SUITE_P(
    Scorer, BadModels,
    testing::Values(
        BadModel{"absent", ErrorKind::not_found, {"absent.onnx", "no such file"}},
        BadModel{"no_card", ErrorKind::not_found, {"no_card.json", "no such file", "model card"}},
        BadModel{"empty", ErrorKind::bad_model, {"empty.onnx", "is empty"}},
        BadModel{"garbage", ErrorKind::bad_model, {"garbage.onnx", "not an ONNX network"}},
        BadModel{"truncated", ErrorKind::bad_model, {"truncated.onnx", "not an ONNX network"}},
        BadModel{"wrong_sha", ErrorKind::bad_model, {"wrong_sha.onnx", "SHA-256", "wrong_sha.json"}},
        BadModel{"wrong_task_count", ErrorKind::bad_model, {"wrong_task_count.json", "tasks", "4", "5"}},
        BadModel{"wrong_size", ErrorKind::bad_model, {"wrong_size.json", "input"}},
        BadModel{"wrong_tensor", ErrorKind::bad_model, {"wrong_tensor.json", "input"}},
        BadModel{"bad_version", ErrorKind::bad_model, {"bad_version.json", "format_version", "99"}},
        BadModel{"not_json", ErrorKind::bad_model, {"not_json.json", "not JSON"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Scorer, AFolderIsNoModel) {
  test::expect_error(ErrorKind::not_found, {"model card"}, [] { Scorer{networks}; });
}

TEST(Scorer, AValueThatIsNoNumberIsAnError) {
  Scorer scorer(networks / "not_a_number.onnx");
  test::expect_error(ErrorKind::failed, {"not_a_number.onnx", "overall", "0..1"},
                     [&] { scorer.score(plain(1, 2, 3)); });
}

TEST(Scorer, ARefusedModelLeavesOpenCvsLogLevelAlone) {
  testing::internal::CaptureStderr();
  EXPECT_THROW(Scorer(networks / "truncated.onnx"), Error);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace aesthetic
