// SPDX-License-Identifier: MIT
#include "metrics/correlation.hpp"

#include <gtest/gtest.h>

namespace aesthetic::training {
namespace {

// Expected values: scipy 1.17, spearmanr and pearsonr.
TEST(Correlation, IsScipysWithTies) {
  const std::vector<double> a = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5};
  const std::vector<double> b = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8};
  EXPECT_NEAR(srcc(a, b), 0.163080017245, 1e-12);
  EXPECT_NEAR(plcc(a, b), 0.128196841980, 1e-12);
  EXPECT_NEAR(mae(a, b), 3.15, 1e-12);
}

TEST(Correlation, IsScipysWithoutTies) {
  const std::vector<double> a = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  const std::vector<double> b = {0.12, 0.1, 0.35, 0.33, 0.6, 0.9};
  EXPECT_NEAR(srcc(a, b), 0.885714285714, 1e-12);
  EXPECT_NEAR(plcc(a, b), 0.942179202701, 1e-12);
}

TEST(Correlation, IsOneForTheSameOrderAndMinusOneForTheReverse) {
  EXPECT_DOUBLE_EQ(srcc({1, 2, 30}, {-5, 0, 1}), 1);
  EXPECT_DOUBLE_EQ(srcc({1, 2, 30}, {3, 2, 1}), -1);
}

TEST(Correlation, IsZeroWhereThereIsNone) {
  EXPECT_EQ(srcc({}, {}), 0);
  EXPECT_EQ(srcc({1}, {2}), 0);
  EXPECT_EQ(srcc({1, 1, 1}, {1, 2, 3}), 0);
  EXPECT_EQ(mae({}, {}), 0);
}

}  // namespace
}  // namespace aesthetic::training
