// SPDX-License-Identifier: MIT
#include "report/flaw_figures.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace aesthetic::training {
namespace {

// Tilt is told without a fault, noise not at all.
std::vector<JudgedSample> judged() {
  std::vector<JudgedSample> all;
  for (std::size_t i = 0; i < 20; ++i) {
    const double place = static_cast<double>(i) / 20;
    all.push_back({{i, {}, 0}, 0.8 + 0.1 * place});
    all.push_back({{i, Flaw::tilt, 0.1 + 0.8 * place}, 0.7 - 0.5 * place});
    all.push_back({{i, Flaw::noise, 0.5}, 0.8 + 0.1 * place});
  }
  return all;
}

TEST(FlawFigures, AreOfEachFlawAgainstAllThatIsSound) {
  const auto figures = flaw_figures(judged());
  ASSERT_EQ(figures.size(), 3U);
  EXPECT_EQ(figures[0].flaw, "noise");
  EXPECT_DOUBLE_EQ(figures[0].auc, 0.5);
  EXPECT_LT(figures[0].auc_interval.low, 0.5);
  EXPECT_GT(figures[0].auc_interval.high, 0.5);
  EXPECT_EQ(figures[1].flaw, "tilt");
  EXPECT_EQ(figures[1].auc, 1);
  EXPECT_GT(figures[1].srcc, 0.9);
  EXPECT_EQ(figures[1].sound, 20);
  EXPECT_EQ(figures[1].spoilt, 20);
  EXPECT_EQ(figures[2].flaw, "all");
  EXPECT_EQ(figures[2].spoilt, 40);
}

TEST(FlawFigures, ArePrintedAndWritten) {
  const auto figures = flaw_figures(judged());
  std::ostringstream table;
  print_flaw_figures(table, figures);
  EXPECT_NE(table.str().find("tilt                20      20   1.000"), std::string::npos) << table.str();
  const auto csv = flaw_figures_csv(figures);
  EXPECT_EQ(csv.substr(0, csv.find(',')), "flaw");
  EXPECT_NE(csv.find("\ntilt,20,20,1,1,1,"), std::string::npos) << csv;
}

}  // namespace
}  // namespace aesthetic::training
