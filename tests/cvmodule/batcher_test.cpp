// SPDX-License-Identifier: MIT
#include "batcher.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <opencv2/core.hpp>
#include <stdexcept>

namespace aesthetic {
namespace {

using std::chrono::hours;
using std::chrono::nanoseconds;

constexpr int side = 2;

ModelInput input() {
  ModelInput input;
  input.size = {side, side};
  return input;
}

cv::Mat plain(int value) {
  return {side, side, CV_8UC3, cv::Scalar::all(value)};
}

// Gives each picture its first value as its score, and keeps the sizes of the batches.
struct Recorder {
  std::vector<Scores> operator()(const cv::Mat& tensor) {
    sizes.push_back(tensor.size[0]);
    if (wait.valid()) wait.wait();
    if (fails) throw std::runtime_error("no more");
    std::vector<Scores> all;
    for (int n = 0; n < tensor.size[0]; ++n)
      all.emplace_back(std::make_shared<Scores::Names>(Scores::Names{"overall"}),
                       std::vector<float>{*tensor.ptr<float>(n)});
    return all;
  }

  std::vector<int> sizes;
  std::shared_future<void> wait;  // held back until this is ready
  bool fails = false;
};

TEST(Batcher, EachPictureGetsItsOwnScore) {
  Recorder recorder;
  std::vector<std::future<Scores>> pending;
  {
    Batcher batcher(input(), 3, hours(1), std::ref(recorder));
    for (int i = 0; i < 7; ++i) pending.push_back(batcher.submit(plain(i)));
  }
  for (int i = 0; i < 7; ++i) EXPECT_EQ(pending[static_cast<std::size_t>(i)].get().overall(), i);
  EXPECT_EQ(recorder.sizes, (std::vector{3, 3, 1}));
}

TEST(Batcher, APictureDoesNotWaitForOthersLongerThanTheTimeout) {
  Recorder recorder;
  Batcher batcher(input(), 3, nanoseconds(1), std::ref(recorder));
  EXPECT_EQ(batcher.submit(plain(9)).get().overall(), 9);
}

TEST(Batcher, NorAtAllWhenHurried) {
  Recorder recorder;
  Batcher batcher(input(), 3, hours(1), std::ref(recorder));
  batcher.hurry();  // nothing there: no effect on what comes
  auto first = batcher.submit(plain(7));
  auto second = batcher.submit(plain(8));
  EXPECT_EQ(first.wait_for(nanoseconds(0)), std::future_status::timeout);
  batcher.hurry();
  EXPECT_EQ(first.get().overall(), 7);
  EXPECT_EQ(second.get().overall(), 8);
}

TEST(Batcher, TheNextBatchIsFilledWhileOneRuns) {
  Recorder recorder;
  std::promise<void> let_go;
  recorder.wait = let_go.get_future().share();
  Batcher batcher(input(), 2, nanoseconds(0), std::ref(recorder));
  std::vector<std::future<Scores>> pending;
  for (int i = 0; i < 3; ++i) pending.push_back(batcher.submit(plain(i)));
  for (const auto& one : pending) EXPECT_EQ(one.wait_for(nanoseconds(0)), std::future_status::timeout);
  let_go.set_value();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(pending[static_cast<std::size_t>(i)].get().overall(), i);
}

TEST(Batcher, AFaultReachesThePicturesOfItsBatchOnly) {
  Recorder recorder;
  recorder.fails = true;
  Batcher batcher(input(), 2, hours(1), std::ref(recorder));
  auto first = batcher.submit(plain(1));
  auto second = batcher.submit(plain(2));
  EXPECT_THROW(first.get(), std::runtime_error);
  EXPECT_THROW(second.get(), std::runtime_error);
  recorder.fails = false;
  auto third = batcher.submit(plain(3));
  auto fourth = batcher.submit(plain(4));
  EXPECT_EQ(third.get().overall(), 3);
  EXPECT_EQ(fourth.get().overall(), 4);
}

TEST(Batcher, APictureThatFailsLeavesTheOthersOfItsBatch) {
  const auto refuses_two = [recorder = Recorder()](const cv::Mat& tensor) mutable {
    auto all = recorder(tensor);
    for (const Scores& scores : all)
      if (scores.overall() == 2) throw std::runtime_error("no 2");
    return all;
  };
  Batcher batcher(input(), 3, hours(1), refuses_two);
  std::vector<std::future<Scores>> pending;
  for (int i = 1; i <= 3; ++i) pending.push_back(batcher.submit(plain(i)));
  EXPECT_EQ(pending[0].get().overall(), 1);
  EXPECT_THROW(pending[1].get(), std::runtime_error);
  EXPECT_EQ(pending[2].get().overall(), 3);
}

TEST(Batcher, ManyThreadsEachGetTheirOwn) {
  Recorder recorder;
  Batcher batcher(input(), 4, nanoseconds(0), std::ref(recorder));
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t)
    threads.emplace_back([&batcher, t] {
      for (int i = 0; i < 200; ++i) {
        const int value = (t * 40 + i) % 256;
        EXPECT_EQ(batcher.submit(plain(value)).get().overall(), value);
      }
    });
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace aesthetic
