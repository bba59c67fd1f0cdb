// SPDX-License-Identifier: MIT
#include "trainer/features_cache.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <chrono>
#include <future>
#include <memory>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"
#include "trainer/mapped_tensor.hpp"

namespace aesthetic::training {
namespace {

using test::TemporaryFolder;

// Their activations stand beside `file`.
FrozenFeatures drawn_features(const std::filesystem::path& file) {
  torch::manual_seed(3);
  FrozenFeatures frozen{torch::randn({3, 5, 7}), {}, 6};
  std::filesystem::create_directories(file.parent_path());
  frozen.activations = make_mapped(activations_file(file), {3, 5, 2, 4, 4}, torch::kHalf);
  frozen.activations.copy_(torch::randn({3, 5, 2, 4, 4}));
  return frozen;
}

TEST(FeaturesCache, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  const auto file = folder / "made" / "frozen.pt";
  EXPECT_FALSE(read_features(file).has_value());
  const auto written = drawn_features(file);
  write_features(written, file);
  const auto read = read_features(file);
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->features.equal(written.features));
  EXPECT_TRUE(read->activations.equal(written.activations));
  EXPECT_EQ(read->first_tuned, 6);
}

TEST(FeaturesCache, KeepsFeaturesWithoutActivations) {
  const TemporaryFolder folder;
  auto written = drawn_features(folder / "frozen.pt");
  written.activations = torch::Tensor();
  write_features(written, folder / "frozen.pt");
  const auto read = read_features(folder / "frozen.pt");
  ASSERT_TRUE(read.has_value());
  EXPECT_FALSE(read->activations.defined());
}

TEST(FeaturesCache, AnotherSourceHasAnotherName) {
  const TemporaryFolder folder;
  write_file(folder / "a.png", "a");
  write_file(folder / "b.png", "b");
  write_file(folder / "weights.pth", "weights");
  NetworkOptions network;
  network.backbone = "squeezenet1-1";
  const std::vector<std::filesystem::path> pictures = {folder / "a.png", folder / "b.png"};
  const auto name = [&](const NetworkOptions& options, int first_tuned, std::int64_t views,
                        Precision precision = Precision::float32) {
    return features_file(folder / "kept", options, sha256(read_file(folder / "weights.pth")), first_tuned,
                         views, precision, pictures);
  };
  const auto first = name(network, 6, 3);
  EXPECT_EQ(first, name(network, 6, 3));
  EXPECT_EQ(first.parent_path(), folder / "kept");
  EXPECT_NE(first, name(network, 7, 3));
  EXPECT_NE(first, name(network, 6, 2));
  EXPECT_NE(first, name(network, 6, 3, Precision::bfloat16));
  auto larger = network;
  larger.size = 224;
  EXPECT_NE(first, name(larger, 6, 3));
  auto clipped = network;
  clipped.darkest = 12;
  EXPECT_NE(first, name(clipped, 6, 3));
  write_file(folder / "weights.pth", "others");
  EXPECT_NE(first, name(network, 6, 3));
  write_file(folder / "weights.pth", "weights");
  write_file(folder / "b.png", "longer");
  EXPECT_NE(first, name(network, 6, 3));
}

TEST(FeaturesCache, NamesABrokenFile) {
  const TemporaryFolder folder;
  write_file(folder / "frozen.pt", "no archive");
  test::expect_error(ErrorKind::bad_data, {"frozen.pt: is broken"},
                     [&] { read_features(folder / "frozen.pt"); });
  write_features(drawn_features(folder / "half.pt"), folder / "half.pt");
  std::filesystem::resize_file(folder / "half.activations", 100);
  test::expect_error(ErrorKind::bad_data, {"half.activations: is broken"},
                     [&] { read_features(folder / "half.pt"); });
}

TEST(FeaturesCache, OneRunComputesWhatSeveralWant) {
  const TemporaryFolder folder;
  auto first = std::make_unique<FeaturesLock>(folder / "frozen.pt");
  const FeaturesLock other(folder / "other.pt");
  auto second = std::async(std::launch::async, [&] { const FeaturesLock waits(folder / "frozen.pt"); });
  EXPECT_EQ(second.wait_for(std::chrono::milliseconds(200)), std::future_status::timeout);
  first.reset();
  second.get();
  test::expect_error(ErrorKind::unreadable, {"frozen.lock: cannot be locked"},
                     [&] { const FeaturesLock nowhere(folder / "none" / "frozen.pt"); });
}

TEST(FeaturesCache, LeavesNothingHalfWritten) {
  const TemporaryFolder folder;
  write_file(folder / "file", "no folder");
  test::expect_error(ErrorKind::unreadable, {"frozen.pt: cannot be written"}, [&] {
    write_features({torch::randn({3, 5, 7}), {}, 9}, folder / "file" / "frozen.pt");
  });
  EXPECT_EQ(read_file(folder / "file").size(), 9U);
}

}  // namespace
}  // namespace aesthetic::training
