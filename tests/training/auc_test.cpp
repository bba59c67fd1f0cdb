// SPDX-License-Identifier: MIT
#include "metrics/auc.hpp"

#include <gtest/gtest.h>

namespace aesthetic::training {
namespace {

TEST(Auc, CountsThePairsThatAreInOrder) {
  EXPECT_EQ(auc({0.9, 0.4, 0.6}, {1, 0, 1}), 1);
  EXPECT_EQ(auc({0.1, 0.4}, {1, 0}), 0);
  // Of 2 x 3 pairs 4 are in order and one is a tie.
  EXPECT_DOUBLE_EQ(auc({0.5, 0.8, 0.2, 0.5, 0.7}, {1, 1, 0, 0, 0}), 4.5 / 6);
}

TEST(Auc, IsAHalfWithoutTwoKinds) {
  EXPECT_EQ(auc({}, {}), 0.5);
  EXPECT_EQ(auc({0.1, 0.9}, {1, 1}), 0.5);
  EXPECT_EQ(auc({0.3, 0.3}, {1, 0}), 0.5);
}

}  // namespace
}  // namespace aesthetic::training
