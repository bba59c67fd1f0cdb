// SPDX-License-Identifier: MIT
//
// Elements of one process share their network.
#include <gtest/gtest.h>

#include <thread>

#include "aesthetic/model_card.hpp"
#include "aesthetic/shared_scorer.hpp"
#include "frames.hpp"
#include "harness.hpp"
#include "resident_memory.hpp"

namespace aesthetic::test {
namespace {

// How many others hold the process's scorer for mean.onnx.
long holders() {
  return share_scorer({network("mean")}).use_count() - 1;
}

TEST(Sharing, ElementsWithTheSameModelHoldTheSameNetwork) {
  const long before = holders();
  const Harness first;
  const Harness second;
  EXPECT_EQ(holders(), before + 2);
}

TEST(Sharing, NotWhereOneIsToHaveItsOwn) {
  const Harness alone(Properties{{"share-model", "false"}});
  EXPECT_EQ(holders(), 0);
}

TEST(Sharing, NotWithAnotherModelDeviceOrBatch) {
  const Harness model(Properties{{"model", network("mean_bgr")}});
  const Harness device(Properties{{"device", "cpu"}});
  const Harness batch(Properties{{"batch-size", "2"}});
  EXPECT_EQ(holders(), 0);
}

TEST(Sharing, TheLastElementFreesTheNetwork) {
  { const Harness harness; }
  EXPECT_EQ(holders(), 0);
}

// Several streams, each on a thread of its own.
void expect_own_scores(const Properties& properties) {
  std::vector<std::thread> streams;
  for (int level = 0; level < 256; level += 64)
    streams.emplace_back([level, &properties] {
      const Harness harness(properties);
      harness.set_caps(caps_text("RGB", 8, 8));
      const auto grey = [level] { return solid_frame(video_info("RGB", 8, 8), cv::Scalar::all(level)); };
      for (int i = 0; i < 50; ++i) {
        const auto score = harness.score(grey(), i * GST_MSECOND);
        ASSERT_TRUE(score);
        EXPECT_NEAR(score->overall, expected_score(level), yuv_rounding);
      }
    });
  for (auto& stream : streams) stream.join();
}

TEST(Sharing, StreamsOnTheirOwnThreadsGetTheirOwnScores) {
  for (const char* batch_size : {"1", "4"}) expect_own_scores(Properties{{"batch-size", batch_size}});
}

// Several networks at work at a time, of OpenCV's own layers and on oneDNN.
TEST(Sharing, NetworksOnTheirOwnThreadsGiveTheirOwnScores) {
  for (const char* device : {"cpu", "cpu-onednn"})
    expect_own_scores(Properties{{"share-model", "false"}, {"device", device}});
}

// Everything that is only there once is there before the measurement: libraries, threads, code pages.
TEST(Sharing, EightElementsNeedHardlyMoreMemoryThanOne) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "skipped: the sanitizers keep freed memory, and memory about memory";
#endif
  const auto model = default_model().string();
  const auto scored = [&](const Properties& properties) {
    auto harness = std::make_unique<Harness>(properties);
    harness->set_caps(caps_text("I420", 640, 360));
    EXPECT_TRUE(harness->score(solid_frame(video_info("I420", 640, 360), cv::Scalar::all(90))));
    return harness;
  };
  const double before = resident_megabytes();
  const auto first = scored({{"model", model}});
  const double one = resident_megabytes() - before;
  std::vector<std::unique_ptr<Harness>> others;
  for (int i = 1; i < 8; ++i) others.push_back(scored({{"model", model}}));
  const double eight = resident_megabytes() - before;
  RecordProperty("one_element_MB", std::to_string(one));
  RecordProperty("eight_elements_MB", std::to_string(eight));
  EXPECT_LE(eight, 1.3 * one) << "one element: " << one << " MB";
}

}  // namespace
}  // namespace aesthetic::test
