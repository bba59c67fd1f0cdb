// SPDX-License-Identifier: MIT
#include "datasets/flaw_samples.hpp"

#include <gtest/gtest.h>

#include <map>
#include <opencv2/core.hpp>

#include "aesthetic/picture.hpp"
#include "expect_error.hpp"
#include "rated_pictures.hpp"
#include "temporary_folder.hpp"

namespace aesthetic::training {
namespace {

class FlawSamplesTest : public testing::Test {
 protected:
  void SetUp() override {
    test::write_rated_pictures(folder_ / "data", 16);
    for (int i = 0; i < 16; ++i)
      files_.push_back(folder_ / "data/drawn/images" / ("p" + std::to_string(i) + ".png"));
  }
  test::TemporaryFolder folder_;
  std::vector<std::filesystem::path> files_;
};

TEST_F(FlawSamplesTest, EveryPhotographIsThereSoundAndSpoilt) {
  const FlawSamples samples(files_, {4, 1});
  ASSERT_EQ(samples.size(), 16U * 7);
  std::map<Flaw, int> counts;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto sample = samples.at(i);
    EXPECT_EQ(sample.photograph, i / 7);
    EXPECT_EQ(sample.flaw.has_value(), i % 7 >= FlawSamples::sound_samples);
    if (!sample.flaw) {
      EXPECT_EQ(sample.soundness(), 1);
      continue;
    }
    ++counts[*sample.flaw];
    EXPECT_GE(sample.strength, 0.1);
    EXPECT_LT(sample.strength, 1);
    EXPECT_LT(sample.soundness(), 1);
  }
  EXPECT_EQ(counts.size(), all_flaws.size());
  for (const auto& [flaw, count] : counts) EXPECT_EQ(count, 8) << name_of(flaw);
}

TEST_F(FlawSamplesTest, TheFirstTwoAreThePhotographItself) {
  const FlawSamples samples(files_, {1, 1});
  const auto photograph = read_picture(files_[1]);
  EXPECT_EQ(cv::norm(samples.make(4 + FlawSamples::whole), photograph, cv::NORM_INF), 0);
  const auto video = samples.make(4 + FlawSamples::video);
  EXPECT_EQ(video.size(), photograph.size());
  EXPECT_LE(cv::norm(video, photograph, cv::NORM_INF), 12);
}

TEST_F(FlawSamplesTest, ASeedGivesTheSamePicturesAgain) {
  const FlawSamples samples(files_, {8, 1});
  const FlawSamples same(files_, {8, 1});
  const FlawSamples other(files_, {8, 2});
  int different = 0;
  for (std::size_t i = FlawSamples::view; i < samples.of_each(); ++i) {
    const auto picture = samples.make(i);
    EXPECT_GE(std::min(picture.cols, picture.rows), 16);
    EXPECT_EQ(cv::norm(picture, same.make(i), cv::NORM_INF), 0);
    if (other.make(i).size() != picture.size()) ++different;
  }
  EXPECT_GT(different, 0);
}

TEST_F(FlawSamplesTest, NamesAPhotographThatIsNotThere) {
  const FlawSamples samples({folder_ / "missing.png"}, {1, 1});
  test::expect_error(ErrorKind::not_found, {"missing.png"}, [&] { samples.make(3); });
}

}  // namespace
}  // namespace aesthetic::training
