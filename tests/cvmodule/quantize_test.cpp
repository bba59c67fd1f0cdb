// SPDX-License-Identifier: MIT
#include "aesthetic/quantize.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "aesthetic/file.hpp"
#include "aesthetic/scorer.hpp"
#include "architectures.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

const std::filesystem::path networks = AESTHETIC_TEST_NETWORKS;

bool has(Device device) {
  const auto devices = available_devices();
  return std::find(devices.begin(), devices.end(), device) != devices.end();
}

bool has_int8() {
  return has(Device::cpu_onednn_int8);
}

// Soft patches of colour.
std::vector<cv::Mat> pictures(int count, cv::Size size, std::uint64_t seed) {
  cv::RNG random(seed);
  std::vector<cv::Mat> all;
  for (int i = 0; i < count; ++i) {
    cv::Mat coarse(5, 5, CV_8UC3);
    random.fill(coarse, cv::RNG::UNIFORM, 0, 256);
    cv::resize(coarse, all.emplace_back(), size, 0, 0, cv::INTER_CUBIC);
  }
  return all;
}

TEST(Quantize, AModelItPreparedScoresNearlyAsInFloat32) {
  if (!has_int8()) GTEST_SKIP() << "skipped: the processor has no AVX512-VNNI";
  const test::TemporaryFolder folder;
  const auto network = test::write_architecture(std::filesystem::path(folder / ""), "squeezenet1_1");
  const auto size = read_card(card_path(network)).input.size;
  auto card = quantize(network, pictures(16, size, 1));
  ASSERT_TRUE(card.int8);
  EXPECT_EQ(card.int8->pictures, 12);
  EXPECT_EQ(card.int8->held_out, 4);
  EXPECT_LE(card.int8->greatest_difference, int8_difference);
  ASSERT_EQ(card.bfloat16.has_value(), has(Device::cpu_onednn_bf16));
  EXPECT_EQ(card.bfloat16.value_or(Bfloat16Agreement{144, 0, 1}).pictures, 128 + 16);
  write_card(card, card_path(network));
  EXPECT_EQ(read_card(card_path(network)).int8->ranges.size(), card.int8->ranges.size());

  Scorer int8(network, Device::cpu_onednn_int8);
  Scorer float32(network, Device::cpu_onednn);
  EXPECT_EQ(int8.active_device(), Device::cpu_onednn_int8);
  const auto others = pictures(6, size, 2);
  const auto expected = float32.score(others);
  const auto found = int8.score(others);
  double greatest = 0;
  for (std::size_t n = 0; n < found.size(); ++n)
    for (std::size_t task = 0; task < found[n].size(); ++task)
      greatest = std::max<double>(greatest, std::abs(found[n].value(task) - expected[n].value(task)));
  EXPECT_LE(greatest, int8_difference);
  EXPECT_GT(greatest, 1e-5) << "nothing was in 8 bits";
}

TEST(Quantize, AModelWithoutRangesIsRefusedWithTheWayToThem) {
  if (!has_int8()) GTEST_SKIP() << "skipped: the processor has no AVX512-VNNI";
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-int8", "mean.json", "aesthetic quantize"},
                     [] { Scorer(networks / "mean.onnx", Device::cpu_onednn_int8); });
}

TEST(Quantize, WithoutTheInstructionsItIsRefused) {
  if (has_int8()) GTEST_SKIP() << "skipped: the processor has AVX512-VNNI";
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-int8", "AVX512-VNNI"}, [] {
    quantize(networks / "mean.onnx", pictures(8, {4, 4}, 1));
  });
  test::expect_error(ErrorKind::no_device, {"cpu-onednn-int8", "AVX512-VNNI"},
                     [] { Scorer(networks / "mean.onnx", Device::cpu_onednn_int8); });
}

TEST(Quantize, RefusesTooFewPicturesAndThoseOfAnotherSize) {
  if (!has_int8()) GTEST_SKIP() << "skipped: the processor has no AVX512-VNNI";
  test::expect_error(ErrorKind::bad_picture, {"8", "found 7"}, [] {
    quantize(networks / "mean.onnx", pictures(7, {4, 4}, 1));
  });
  test::expect_error(ErrorKind::bad_picture, {"4x4"}, [] {
    quantize(networks / "mean.onnx", pictures(8, {5, 4}, 1));
  });
}

TEST(Quantize, RangesOfACardAreReadStrictly) {
  const test::TemporaryFolder folder;
  auto card = read_card(networks / "mean.json");
  const auto refused = [&](const Int8Calibration& int8, const std::string& field) {
    card.int8 = int8;
    test::expect_error(ErrorKind::bad_model, {field}, [&] { write_card(card, folder / "card.json"); });
  };
  refused({4, 1, 0.01, {}}, "ranges");
  refused({0, 1, 0.01, {{"x", 0, 1}}}, "pictures");
  refused({4, 1, -1, {{"x", 0, 1}}}, "greatest_difference");
  refused({4, 1, 0.01, {{"x", 1, 2}}}, "lowest");
  refused({4, 1, 0.01, {{"x", 0, 1}, {"x", 0, 2}}}, "tensor");
}

}  // namespace
}  // namespace aesthetic
