// SPDX-License-Identifier: MIT
#include "report/parameters.hpp"

#include <gtest/gtest.h>

#include "onnx_initialisers.hpp"

namespace aesthetic::training {
namespace {

NetworkOptions paper_network(std::int64_t tasks) {
  NetworkOptions options;
  options.backbone = "vgg16";
  options.size = 64;
  options.tasks = tasks;
  options.head.name = "multi-task";
  return options;
}

// Table 2 of Soydaner and Wagemans 2023.
TEST(Parameters, AreThePapers) {
  const auto options = paper_network(12);
  ScoringNetwork network(options);
  const auto parts = count_parameters(network, options);
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].parameters, 14714688);
  EXPECT_EQ(parts[1].parameters, 73920);
  EXPECT_EQ(parts[1].architecture, "(128-64)");
  EXPECT_EQ(parts[2].parameters, 780);
  EXPECT_EQ(parts[2].architecture, "(12)");
  // 15.3 billion at 224 x 224, convolutions alone: a 12.25th at 64 x 64; and the head's.
  EXPECT_EQ(count_multiply_adds(network.to_onnx("n")), 15346630656 / 49 * 4 + 512 * 128 + 128 * 64 + 64 * 12);
}

TEST(Parameters, AreReportedInARowForEachNetwork) {
  const auto options = paper_network(5);
  HtmlPage page("t");
  const auto csv = add_parameter_report({{"eva", std::make_shared<ScoringNetwork>(options), options}}, page);
  EXPECT_NE(csv.find("\neva,vgg16,14714688,(128-64),73920,(5),325,14788933,64 x 64,1252860224\n"),
            std::string::npos)
      << csv;
  EXPECT_NE(page.text().find("14788933"), std::string::npos);
}

TEST(Parameters, AreWrittenWithCommas) {
  EXPECT_EQ(with_commas(0), "0");
  EXPECT_EQ(with_commas(999), "999");
  EXPECT_EQ(with_commas(1000), "1,000");
  EXPECT_EQ(with_commas(14714688), "14,714,688");
}

}  // namespace
}  // namespace aesthetic::training
