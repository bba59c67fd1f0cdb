// SPDX-License-Identifier: MIT
//
// Whole graphs: what becomes a stretch, what stays with OpenCV, and that the numbers are the same.
#include "onednn_network.hpp"

#include <gtest/gtest.h>

#include <opencv2/core/utils/logger.hpp>
#include <utility>

#include "compare.hpp"

namespace aesthetic::layers::test {
namespace {

std::string conv3(Network& network, const std::string& x, std::int64_t in, std::int64_t out) {
  return network.node("Conv", {x, network.weights({out, in, 3, 3}, -0.3F, 0.3F), network.weights({out})},
                      {{"kernel_shape", Ints{3, 3}}, {"pads", Ints{1, 1, 1, 1}}});
}

TEST(OneDnnNetwork, OneStretchFromPictureToScores) {
  Network network(1);
  auto x = network.node("Relu", {conv3(network, network.input("x", {1, 3, 12, 10}), 3, 20)});
  x = network.node("MaxPool", {x}, {{"kernel_shape", Ints{2, 2}}, {"strides", Ints{2, 2}}});
  x = network.node("Flatten", {network.node("GlobalAveragePool", {conv3(network, x, 20, 33)})}, {});
  x = network.node("Gemm", {x, network.weights({4, 33}), network.weights({4})},
                   {{"transB", std::int64_t{1}}});
  network.output(network.node("Sigmoid", {x}));
  EXPECT_EQ(stretches(network), 1);
  expect_same(network, {1, 4, 1});
}

TEST(OneDnnNetwork, AnOperationThatIsNotOursStaysInTheMiddle) {
  Network network(2);
  auto x = conv3(network, network.input("x", {1, 3, 9, 9}), 3, 8);
  x = network.node("Tanh", {x});
  network.output(network.node("Relu", {conv3(network, x, 8, 5)}));
  EXPECT_EQ(stretches(network), 2);
  expect_same(network, {1, 4, 1});
}

TEST(OneDnnNetwork, TwoBranchesOneOfThemNotOurs) {
  Network network(3);
  const auto x = conv3(network, network.input("x", {1, 3, 9, 9}), 3, 8);
  const auto left = conv3(network, x, 8, 8);
  const auto right = network.node("Tanh", {x});
  network.output(network.node("Add", {conv3(network, right, 8, 8), left}));
  EXPECT_EQ(stretches(network), 2);
  expect_same(network, {1, 4, 1});
}

TEST(OneDnnNetwork, ResidualConnections) {
  Network network(4);
  const auto x = network.node("Relu", {conv3(network, network.input("x", {1, 3, 9, 9}), 3, 16)});
  auto y = conv3(network, network.node("Relu", {conv3(network, x, 16, 16)}), 16, 16);
  y = network.node("Relu", {network.node("Add", {y, x})});
  const auto left = conv3(network, y, 16, 24);
  const auto right = conv3(network, network.node("Relu", {conv3(network, y, 16, 7)}), 7, 24);
  network.output(network.node("Relu", {network.node("Add", {left, right})}));
  EXPECT_EQ(stretches(network), 1);
  expect_same(network, {1, 4, 1});
}

// The sum must not be made in memory that somebody still reads.
TEST(OneDnnNetwork, ResidualConnectionsThatOthersReadToo) {
  Network network(5);
  const auto x = network.node("Relu", {conv3(network, network.input("x", {1, 3, 9, 9}), 3, 16)});
  const auto y = conv3(network, x, 16, 16);
  const auto sum = network.node("Add", {x, y});
  network.output(sum);
  network.output(network.node("Mul", {sum, x}));
  const auto a = conv3(network, x, 16, 16);
  const auto b = network.node("Add", {a, network.node("Identity", {a})});
  network.output(network.node("Add", {b, conv3(network, b, 16, 16)}));
  expect_same(network, {1, 4, 1});
}

TEST(OneDnnNetwork, SeveralResults) {
  Network network(6);
  const auto x = conv3(network, network.input("x", {1, 3, 9, 9}), 3, 8);
  network.output(network.node("Relu", {x}));
  network.output(network.node("Flatten", {network.node("GlobalAveragePool", {x})}));
  network.output(x);
  EXPECT_EQ(stretches(network), 1);
  expect_same(network, {1, 4, 1});
}

TEST(OneDnnNetwork, PicturesOfOnePixel) {
  Network network(7);
  auto x = network.node("Relu", {conv3(network, network.input("x", {1, 3, 1, 1}), 3, 20)});
  network.output(network.node("GlobalAveragePool", {x}));
  expect_same(network, {1, 4, 1});
}

// An attribute that is not understood, and shapes that are not for oneDNN, found only while reading.
TEST(OneDnnNetwork, WhatOneDnnRefusesStaysWithOpenCv) {
  Network network(8);
  auto x = network.node("Relu", {conv3(network, network.input("x", {1, 3, 9, 9}), 3, 8)});
  x = network.node("Softmax", {x}, {{"axis", std::int64_t{2}}});
  network.output(conv3(network, x, 8, 4));
  EXPECT_EQ(stretches(network), 2);
}

// As opset 11 has it, which OpenCV 4.6 alone cannot read.
TEST(OneDnnNetwork, ClipWithItsLimitsAsInputs) {
  Network network(9, 11);
  network.input("x", {1, 3, 9, 9});
  network.output(network.node("Clip", {"x", network.constant({}, {-0.5F}), network.constant({}, {1.5F})}));
  Network other(9);
  other.input("x", {1, 3, 9, 9});
  other.output(other.node("Clip", {"x"}, {{"min", -0.5F}, {"max", 1.5F}}));
  expect_equivalent(other, network);
}

TEST(OneDnnNetwork, BatchSizeLeftOpen) {
  Network network(13);
  auto x = network.node("Relu", {conv3(network, network.input("x", {0, 3, 9, 9}), 3, 8)});
  x = network.node("Flatten", {network.node("GlobalAveragePool", {x})});
  network.output(network.node("Gemm", {x, network.weights({8, 8}), network.weights({8})},
                              {{"transB", std::int64_t{1}}}));
  expect_same(network, {1, 4, 1});
}

// Each size is made ready when it comes, as OpenCV's own layers are.
TEST(OneDnnNetwork, HeightAndWidthLeftOpen) {
  Network network(21);
  const auto x = network.node("Relu", {conv3(network, network.input("x", {1, 3, 0, 0}), 3, 16)});
  network.output(network.node("GlobalAveragePool", {conv3(network, x, 16, 8)}));
  auto expected = cv::dnn::readNetFromONNX(network.bytes());
  expected.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
  for (const auto precision : {Precision::float32, Precision::bfloat16}) {
    if (!has_instructions_for(precision)) continue;
    auto [net, uses_onednn] = read_onednn_network([&] { return network.bytes(); }, {precision});
    net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
    EXPECT_TRUE(uses_onednn);
    for (const auto& [height, width] : {std::pair(9, 9), std::pair(4, 17), std::pair(9, 9)}) {
      const int shape[] = {1, 3, height, width};
      cv::Mat picture(4, shape, CV_32F);
      cv::RNG(3).fill(picture, cv::RNG::UNIFORM, -2.0, 2.0);
      expected.setInput(picture);
      net.setInput(picture);
      const cv::Mat wanted = expected.forward().clone();
      EXPECT_LE(cv::norm(wanted, net.forward(), cv::NORM_INF), precision == Precision::float32 ? 1e-4 : 2e-2)
          << height << 'x' << width;
    }
  }
}

TEST(OneDnnNetwork, NothingForOneDnnIsNoError) {
  Network network(10);
  network.output(network.node("Tanh", {network.input("x", {1, 3, 9, 9})}));
  EXPECT_FALSE(read_onednn_network([&] { return network.bytes(); }).uses_onednn);
}

class Foreign : public testing::Test {
 protected:
  void SetUp() override { level_ = cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT); }
  void TearDown() override { cv::utils::logging::setLogLevel(level_); }

 private:
  cv::utils::logging::LogLevel level_ = cv::utils::logging::LOG_LEVEL_INFO;
};

TEST_F(Foreign, WhatOpenCvCannotReadIsItsError) {
  Network network(11);
  network.output(network.node("NoSuchThing", {conv3(network, network.input("x", {1, 3, 9, 9}), 3, 8)}));
  EXPECT_THROW(read_onednn_network([&] { return network.bytes(); }), cv::Exception);
}

TEST_F(Foreign, AFileCannotNameAStretch) {
  Network network(12);
  auto x =
      network.node("AestheticOneDnn", {network.input("x", {1, 3, 9, 9})}, {{"stretch", std::int64_t{0}}});
  network.output(conv3(network, x, 3, 8));
  EXPECT_THROW(read_onednn_network([&] { return network.bytes(); }), cv::Exception);
}

}  // namespace
}  // namespace aesthetic::layers::test
