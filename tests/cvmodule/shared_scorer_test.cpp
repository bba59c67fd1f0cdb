// SPDX-License-Identifier: MIT
#include "aesthetic/shared_scorer.hpp"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <thread>

#include "aesthetic/scorer.hpp"
#include "expect_error.hpp"
#include "temporary_folder.hpp"

namespace aesthetic {
namespace {

const std::filesystem::path networks = AESTHETIC_TEST_NETWORKS;

cv::Mat plain(int value) {
  return {4, 4, CV_8UC3, cv::Scalar::all(value)};
}

TEST(SharedScorer, TheSameRequestGetsTheSameScorerWhileSomebodyHoldsIt) {
  const ScorerRequest request = {networks / "mean.onnx"};
  auto first = share_scorer(request);
  EXPECT_EQ(share_scorer(request), first);
  EXPECT_EQ(share_scorer({networks / ".." / networks.filename() / "mean.onnx"}), first);
  const std::weak_ptr<SharedScorer> watcher = first;
  first.reset();
  EXPECT_TRUE(watcher.expired());
  EXPECT_NE(share_scorer(request), nullptr);
}

TEST(SharedScorer, AnotherRequestGetsAnother) {
  const auto first = share_scorer({networks / "mean.onnx"});
  EXPECT_NE(share_scorer({networks / "mean_bgr.onnx"}), first);
  EXPECT_NE(share_scorer({networks / "mean.onnx", Device::cpu}), first);
  EXPECT_NE(share_scorer({networks / "mean.onnx", Device::automatic, 4}), first);
}

TEST(SharedScorer, AFileThatHasChangedIsLoadedAnew) {
  const test::TemporaryFolder folder;
  for (const char* name : {"mean.onnx", "mean.json"})
    std::filesystem::copy_file(networks / name, folder / name);
  const ScorerRequest request = {folder / "mean.onnx"};
  const auto before = share_scorer(request);
  std::filesystem::last_write_time(request.network,
                                   std::filesystem::last_write_time(request.network) + std::chrono::hours(1));
  EXPECT_NE(share_scorer(request), before);
}

TEST(SharedScorer, ManyThreadsGetTheScoresOfTheirOwnPictures) {
  Scorer alone(networks / "mean.onnx");
  for (const int batch_size : {1, 4}) {
    SharedScorer shared({networks / "mean.onnx", Device::automatic, batch_size});
    EXPECT_EQ(shared.batch_size(), batch_size);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      const float expected = alone.score(plain(60 * t)).overall();
      threads.emplace_back([&shared, expected, t] {
        for (int i = 0; i < 100; ++i) EXPECT_NEAR(shared.score(plain(60 * t)).overall(), expected, 1e-6);
      });
    }
    for (auto& thread : threads) thread.join();
  }
}

TEST(SharedScorer, RefusesAPictureAtOnceAndGoesOn) {
  for (const int batch_size : {1, 2}) {
    SharedScorer shared({networks / "mean.onnx", Device::automatic, batch_size});
    test::expect_error(ErrorKind::bad_picture, {"4x4"}, [&] { shared.submit(cv::Mat(5, 4, CV_8UC3)); });
    EXPECT_GT(shared.score(plain(255)).overall(), 0.8);
  }
}

TEST(SharedScorer, AFaultOfTheNetworkComesWithTheScores) {
  for (const int batch_size : {1, 2}) {
    SharedScorer shared({networks / "not_a_number.onnx", Device::automatic, batch_size});
    auto pending = shared.submit(plain(1));
    test::expect_error(ErrorKind::failed, {"not_a_number.onnx", "overall"}, [&] { pending.get(); });
  }
}

TEST(SharedScorer, ABadModelIsRefusedEveryTime) {
  for (int i = 0; i < 2; ++i)
    test::expect_error(ErrorKind::not_found, {"absent.onnx"},
                       [] { share_scorer({networks / "absent.onnx"}); });
}

}  // namespace
}  // namespace aesthetic
