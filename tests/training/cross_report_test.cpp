// SPDX-License-Identifier: MIT
#include "report/cross_report.hpp"

#include <gtest/gtest.h>

#include "expect_error.hpp"

namespace aesthetic::training {
namespace {

// The other task would turn the order around.
std::vector<Prediction> drawn(const std::string& task, int pictures) {
  std::vector<Prediction> predictions;
  for (int i = 0; i < pictures; ++i) {
    const double label = i / 20.0;
    predictions.push_back({"p" + std::to_string(i), "set", task, label, label * label, 0});
    predictions.push_back({"p" + std::to_string(i), "set", "light", label, 1 - label, 0});
  }
  return predictions;
}

TEST(CrossReport, HasARowForEachPair) {
  HtmlPage page("t");
  const auto csv = add_cross_report(
      {{"aadb", "eva", drawn("overall", 20)}, {"eva", "aadb", drawn("overall", 10)}}, {}, page);
  EXPECT_EQ(csv,
            "trained on,tested on,pictures,SRCC,\"SRCC, 95 % interval\"\n"
            "aadb,eva,20,1.000,1.000 to 1.000\n"
            "eva,aadb,10,1.000,1.000 to 1.000\n");
  EXPECT_NE(page.text().find("Table 11"), std::string::npos);
}

TEST(CrossReport, NamesThePairWithoutTheScore) {
  HtmlPage page("t");
  test::expect_error(ErrorKind::bad_data, {"cross \"aadb:eva\"", "overall"}, [&] {
    add_cross_report({{"aadb", "eva", drawn("quality", 3)}}, {}, page);
  });
}

}  // namespace
}  // namespace aesthetic::training
