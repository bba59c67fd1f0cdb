// SPDX-License-Identifier: MIT
#include "score_weights.hpp"

#include <gtest/gtest.h>

#include "expect_error.hpp"
#include "score_meta.hpp"

namespace aesthetic::test {
namespace {

StructurePtr score() {
  static const auto names =
      std::make_shared<const Scores::Names>(Scores::Names{"overall", "quality", "simplicity"});
  return score_structure({Scores(names, {0.5F, 0.25F, 1.0F}), "lite", 0, true}, 0);
}

TEST(ScoreWeights, OneScoreIsTakenAsItIs) {
  EXPECT_DOUBLE_EQ(ScoreWeights().value(score().get()), 0.5);
  EXPECT_DOUBLE_EQ(ScoreWeights("overall").value(score().get()), 0.5);
  EXPECT_DOUBLE_EQ(ScoreWeights("quality").value(score().get()), 0.25);
}

TEST(ScoreWeights, SeveralGiveTheirWeightedMean) {
  EXPECT_DOUBLE_EQ(ScoreWeights("overall=0.5,quality=0.5").value(score().get()), 0.375);
  EXPECT_DOUBLE_EQ(ScoreWeights(" overall = 3, simplicity = 1 ").value(score().get()), 0.625);
  EXPECT_DOUBLE_EQ(ScoreWeights("overall,quality").value(score().get()), 0.375);
  EXPECT_DOUBLE_EQ(ScoreWeights("overall=0,quality=2").value(score().get()), 0.25);
}

TEST(ScoreWeights, ACardsChoiceIsReadBack) {
  EXPECT_EQ(text_of({}), "overall");
  EXPECT_EQ(text_of({{"overall", 0.4}, {"quality", 2}}), "overall=0.4,quality=2");
  EXPECT_DOUBLE_EQ(ScoreWeights(text_of({{"overall", 0.5}, {"quality", 1e-7}})).value(score().get()),
                   (0.25 + 0.25e-7) / (0.5 + 1e-7));
}

TEST(ScoreWeights, BadTextIsAnErrorThatQuotesIt) {
  for (const char* text :
       {"", "overall=x", "overall=", "overall=1=2", "overall,,quality", "=0.5", "overall=-1", "overall=nan",
        "overall=inf", "overall=1e999", "overall=0.5 quality"})
    expect_error(ErrorKind::bad_data, {"by: \"", "expected"}, [&] { ScoreWeights{text}; });
  expect_error(ErrorKind::bad_data, {"\"quality=x\""}, [] { ScoreWeights{"overall=1,quality=x"}; });
  expect_error(ErrorKind::bad_data, {"\"overall=0,quality=0\"", "not all 0"},
               [] { ScoreWeights{"overall=0,quality=0"}; });
}

TEST(ScoreWeights, AScoreTheModelDoesNotGiveIsAnErrorThatNamesThoseItGives) {
  expect_error(ErrorKind::bad_data, {"lite", "\"beauty\"", "overall, quality, simplicity"},
               [] { ScoreWeights("overall=1,beauty=1").value(score().get()); });
}

TEST(ScoreWeights, AStructureWithoutAttributesHasTheOverallScore) {
  const StructurePtr plain(gst_structure_new("score", "overall", G_TYPE_DOUBLE, 0.75, nullptr));
  EXPECT_DOUBLE_EQ(ScoreWeights().value(plain.get()), 0.75);
  expect_error(ErrorKind::bad_data, {"it gives overall"},
               [&] { ScoreWeights("quality").value(plain.get()); });
}

}  // namespace
}  // namespace aesthetic::test
