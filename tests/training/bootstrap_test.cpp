// SPDX-License-Identifier: MIT
#include "metrics/bootstrap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "metrics/correlation.hpp"

namespace aesthetic::training {
namespace {

struct Pairs {
  std::vector<double> labels;
  std::vector<double> good;  // correlated with the labels by about 0.8
  std::vector<double> poor;  // by about 0.45
};

Pairs make_pairs(int count) {
  std::mt19937 random(5);
  std::normal_distribution<double> normal;
  Pairs pairs;
  for (int i = 0; i < count; ++i) {
    const double label = normal(random);
    pairs.labels.push_back(label);
    pairs.good.push_back(label + 0.75 * normal(random));
    pairs.poor.push_back(label + 2 * normal(random));
  }
  return pairs;
}

TEST(Bootstrap, IsAboutFishersIntervalOfACorrelation) {
  const auto pairs = make_pairs(400);
  const double r = plcc(pairs.good, pairs.labels);
  const auto interval = bootstrap_interval(plcc, pairs.good, pairs.labels, {});
  const double half = 1.96 / std::sqrt(400.0 - 3);
  EXPECT_NEAR(interval.low, std::tanh(std::atanh(r) - half), 0.02);
  EXPECT_NEAR(interval.high, std::tanh(std::atanh(r) + half), 0.02);
}

TEST(Bootstrap, IsTheSameForTheSameSeed) {
  const auto pairs = make_pairs(50);
  BootstrapOptions options;
  options.samples = 100;
  const auto once = bootstrap_interval(srcc, pairs.good, pairs.labels, options);
  const auto again = bootstrap_interval(srcc, pairs.good, pairs.labels, options);
  EXPECT_EQ(once.low, again.low);
  EXPECT_EQ(once.high, again.high);
  options.seed = 2;
  EXPECT_NE(bootstrap_interval(srcc, pairs.good, pairs.labels, options).low, once.low);
}

TEST(Bootstrap, NarrowsWithMorePictures) {
  const auto width = [](int count) {
    const auto pairs = make_pairs(count);
    const auto interval = bootstrap_interval(srcc, pairs.good, pairs.labels, {});
    return interval.high - interval.low;
  };
  EXPECT_LT(width(800), 0.7 * width(100));
}

TEST(Bootstrap, HasNoIntervalForASinglePicture) {
  EXPECT_EQ(bootstrap_interval(mae, std::vector<double>{1}, {2}, {}).high, 0);
}

TEST(PairedBootstrap, TellsARealDifferenceFromNone) {
  const auto pairs = make_pairs(300);
  const auto real = paired_bootstrap(srcc, pairs.poor, pairs.good, pairs.labels, {});
  EXPECT_GT(real.difference, 0.2);
  EXPECT_LT(real.p, 0.01);
  EXPECT_GT(real.p, 0);
  EXPECT_GT(real.interval.low, 0);
  const auto reverse = paired_bootstrap(srcc, pairs.good, pairs.poor, pairs.labels, {});
  EXPECT_DOUBLE_EQ(reverse.difference, -real.difference);
  EXPECT_DOUBLE_EQ(reverse.p, real.p);
  const auto none = paired_bootstrap(srcc, pairs.good, pairs.good, pairs.labels, {});
  EXPECT_EQ(none.difference, 0);
  EXPECT_EQ(none.p, 1);
}

TEST(Bootstrap, OfSeveralTrainingsKnowsThatTheyDiffer) {
  const auto pairs = make_pairs(300);
  const Trainings alike = {pairs.good, pairs.good};
  const Trainings apart = {pairs.good, pairs.poor};
  EXPECT_DOUBLE_EQ(mean_figure(srcc, apart, pairs.labels),
                   (srcc(pairs.good, pairs.labels) + srcc(pairs.poor, pairs.labels)) / 2);
  const auto width = [&](const Trainings& trainings) {
    const auto interval = bootstrap_interval(srcc, trainings, pairs.labels, {});
    return interval.high - interval.low;
  };
  EXPECT_GT(width(apart), 2 * width(alike));
  const auto compared = paired_bootstrap(srcc, apart, alike, pairs.labels, {});
  EXPECT_GT(compared.difference, 0.1);
  // One sample in four draws the good one twice: then there is no difference.
  EXPECT_GT(compared.p, 0.3);
}

TEST(Rmse, IsTheRootOfTheMeanSquare) {
  EXPECT_DOUBLE_EQ(rmse({1, 2, 3}, {1, 4, 1}), std::sqrt(8.0 / 3));
  EXPECT_EQ(rmse({}, {}), 0);
}

TEST(SrccMatrix, HasEveryPairOnce) {
  const auto matrix = srcc_matrix({{1, 2, 3, 4}, {4, 3, 2, 1}, {1, 3, 2, 4}});
  EXPECT_EQ(matrix[0][0], 1);
  EXPECT_DOUBLE_EQ(matrix[0][1], -1);
  EXPECT_DOUBLE_EQ(matrix[2][0], 0.8);
  EXPECT_EQ(matrix[1][2], matrix[2][1]);
}

}  // namespace
}  // namespace aesthetic::training
