// SPDX-License-Identifier: MIT
#include "trainer/features_cache.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include "aesthetic/error.hpp"
#include "aesthetic/file.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

using test::TemporaryFolder;

FrozenFeatures drawn_features() {
  torch::manual_seed(3);
  return {torch::randn({3, 5, 7}), torch::randn({3, 5, 2, 4, 4}).to(torch::kHalf), 6};
}

TEST(FeaturesCache, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  const auto file = folder / "made" / "frozen.pt";
  EXPECT_FALSE(read_features(file).has_value());
  const auto written = drawn_features();
  write_features(written, file);
  const auto read = read_features(file);
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->features.equal(written.features));
  EXPECT_TRUE(read->activations.equal(written.activations));
  EXPECT_EQ(read->first_tuned, 6);
}

TEST(FeaturesCache, KeepsFeaturesWithoutActivations) {
  const TemporaryFolder folder;
  auto written = drawn_features();
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
  const auto name = [&](const NetworkOptions& options, int first_tuned, std::int64_t views) {
    return features_file(folder / "kept", options, sha256(read_file(folder / "weights.pth")), first_tuned,
                         views, pictures);
  };
  const auto first = name(network, 6, 3);
  EXPECT_EQ(first, name(network, 6, 3));
  EXPECT_EQ(first.parent_path(), folder / "kept");
  EXPECT_NE(first, name(network, 7, 3));
  EXPECT_NE(first, name(network, 6, 2));
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
}

TEST(FeaturesCache, LeavesNothingHalfWritten) {
  const TemporaryFolder folder;
  write_file(folder / "file", "no folder");
  test::expect_error(ErrorKind::unreadable, {"frozen.pt: cannot be written"},
                     [&] { write_features(drawn_features(), folder / "file" / "frozen.pt"); });
  EXPECT_EQ(read_file(folder / "file").size(), 9U);
}

}  // namespace
}  // namespace aesthetic::training
