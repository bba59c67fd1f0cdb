// SPDX-License-Identifier: MIT
#include "reading/still_scorer.hpp"

#include <gtest/gtest.h>

#include "aesthetic/error.hpp"
#include "clips.hpp"
#include "expect_error.hpp"
#include "program.hpp"

namespace aesthetic {
namespace {

cv::Mat plain(cv::Size size, int level) {
  return {size, CV_8UC3, cv::Scalar::all(level)};
}

TEST(StillScorer, ScoresPicturesOfAnySizeOneAfterTheOther) {
  StillScorer scorer(Scoring{test::mean_network()});
  for (const cv::Size size : {cv::Size(40, 30), cv::Size(1, 1), cv::Size(321, 243), cv::Size(40, 30)})
    for (const int level : {51, 200}) {
      const auto found = scorer.score(plain(size, level));
      EXPECT_NEAR(found.scores.overall(), test::score_of_level(level), 0.005) << size;
      EXPECT_EQ(found.model, "mean");
      EXPECT_TRUE(found.fresh);
      EXPECT_EQ(found.scores.size(), 4U);
    }
}

// The network would take more.
TEST(StillScorer, APictureDoesNotWaitForOthers) {
  Scoring scoring{test::mean_network()};
  scoring.batch_size = 4;
  StillScorer scorer(scoring);
  EXPECT_EQ(scorer.batch_size(), 4);
  for (const int level : {51, 200})
    EXPECT_NEAR(scorer.score(plain({40, 30}, level)).scores.overall(), test::score_of_level(level), 0.005);
}

// However many frames of a video there are between two that are scored.
TEST(StillScorer, ScoresEveryPicture) {
  Scoring scoring{test::mean_network()};
  scoring.interval = 3;
  StillScorer scorer(scoring);
  for (const int level : {51, 200})
    EXPECT_NEAR(scorer.score(plain({40, 30}, level)).scores.overall(), test::score_of_level(level), 0.005);
}

TEST(StillScorer, TakesPartOfALargerPicture) {
  StillScorer scorer(Scoring{test::mean_network()});
  const cv::Mat picture = test::smooth_picture({64, 48});
  const cv::Mat part = picture(cv::Rect(5, 7, 33, 21));
  EXPECT_EQ(scorer.score(part).scores.overall(), scorer.score(part.clone()).scores.overall());
}

TEST(StillScorer, SaysWhatIsWrongWithTheModel) {
  test::expect_error(ErrorKind::failed, {"absent.onnx", "no such file"},
                     [] { StillScorer(Scoring{"absent.onnx"}); });
}

TEST(StillScorer, SaysOfEveryPictureThatItCannotBeScored) {
  StillScorer scorer(Scoring{std::filesystem::path(AESTHETIC_TEST_NETWORKS) / "not_a_number.onnx"});
  for (int turn = 0; turn < 3; ++turn)
    test::expect_error(ErrorKind::failed, {"expected 0..1"}, [&] { scorer.score(plain({40, 30}, 200)); });
}

}  // namespace
}  // namespace aesthetic
