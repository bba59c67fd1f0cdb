// SPDX-License-Identifier: MIT
//
// Whether networks on CUDA give the processor's scores. Every test is skipped, with OpenCV's reason, where
// there is no CUDA.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/core/cuda.hpp>
#include <ostream>
#include <thread>

#include "aesthetic/error.hpp"
#include "aesthetic/scorer.hpp"
#include "aesthetic/shared_scorer.hpp"
#include "architectures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::test {
namespace {

constexpr int some_pictures = 12;
constexpr int many_frames = 10000;
constexpr double megabyte = 1e6;

// Why nothing can run on CUDA here; empty where it can.
std::string reason_against_cuda() {
  try {
    resolve(Device::cuda);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

std::vector<cv::Mat> noise(cv::Size size, int count) {
  cv::RNG random(3);
  std::vector<cv::Mat> pictures;
  for (int i = 0; i < count; ++i) {
    cv::Mat picture(size, CV_8UC3);
    random.fill(picture, cv::RNG::UNIFORM, 0, 32 + 16 * i);
    pictures.push_back(picture);
  }
  return pictures;
}

class OnCuda : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto reason = reason_against_cuda(); !reason.empty()) GTEST_SKIP() << "skipped: " << reason;
  }
};

struct Case {
  std::string network;  // "shipped" or one of architecture_names()
  Device device;
};

void PrintTo(const Case& what, std::ostream* out) {
  *out << what.network << " on " << to_string(what.device);
}

class Networks : public OnCuda, public testing::WithParamInterface<Case> {
 protected:
  std::filesystem::path network() const {
    return GetParam().network == "shipped" ? default_model()
                                           : write_architecture(folder_ / "", GetParam().network);
  }

 private:
  TemporaryFolder folder_;
};

TEST_P(Networks, AgreeWithTheProcessorAndLeaveItNothing) {
  const auto file = network();
  Scorer processor(file, Device::cpu);
  const auto pictures = noise(processor.card().input.size, some_pictures);
  const auto expected = processor.score(pictures);
  for (const int batch_size : {1, 8}) {
    Scorer gpu(file, GetParam().device, batch_size);
    EXPECT_EQ(gpu.active_device(), GetParam().device);
    EXPECT_THAT(gpu.remarks(), testing::IsEmpty());
    const auto found = gpu.score(pictures);
    for (std::size_t n = 0; n < found.size(); ++n)
      for (std::size_t task = 0; task < found[n].size(); ++task)
        EXPECT_NEAR(found[n].value(task), expected[n].value(task),
                    GetParam().device == Device::cuda ? 1e-3 : 1e-2);
  }
}

std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const Device device : {Device::cuda, Device::cuda_fp16}) {
    cases.push_back({"shipped", device});
    for (const auto& name : architecture_names()) cases.push_back({name, device});
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Gpu, Networks, testing::ValuesIn(all_cases()), [](const auto& test) {
  return test.param.network + (test.param.device == Device::cuda ? "_float32" : "_half");
});

TEST_F(OnCuda, MemoryDoesNotGrowWithTheFrames) {
  Scorer scorer(default_model(), Device::cuda);
  const auto pictures = noise(scorer.card().input.size, scorer.batch_size());
  const auto free_memory = [] { return static_cast<double>(cv::cuda::DeviceInfo().freeMemory()); };
  for (int i = 0; i < 10; ++i) scorer.score(pictures);
  const double before = free_memory();
  for (int frame = 0; frame < many_frames; frame += scorer.batch_size()) scorer.score(pictures);
  EXPECT_LE(before - free_memory(), 1 * megabyte);
}

TEST_F(OnCuda, StreamsThatShareANetworkGetTheirOwnScores) {
  Scorer processor(default_model(), Device::cpu);
  const auto pictures = noise(processor.card().input.size, some_pictures);
  const auto expected = processor.score(pictures);
  SharedScorer shared({default_model(), Device::cuda});
  std::vector<std::thread> streams;
  for (std::size_t n = 0; n < pictures.size(); ++n)
    streams.emplace_back([&, n] {
      for (int i = 0; i < 50; ++i)
        EXPECT_NEAR(shared.score(pictures[n]).overall(), expected[n].overall(), 1e-3);
    });
  for (auto& stream : streams) stream.join();
}

// Where there is none, asking for it says why, and `automatic` does without.
TEST(WithoutCuda, IsRefusedWithTheReason) {
  const auto reason = reason_against_cuda();
  if (reason.empty()) GTEST_SKIP() << "skipped: there is CUDA";
  EXPECT_THAT(reason, testing::HasSubstr("CUDA"));
  EXPECT_EQ(Scorer(default_model()).active_device(), Device::cpu_onednn);
}

}  // namespace
}  // namespace aesthetic::test
