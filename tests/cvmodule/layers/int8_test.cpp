// SPDX-License-Identifier: MIT
//
// Convolutions of 8 bits between others, of random shapes: they are so, and near to what OpenCV computes.
#include <gtest/gtest.h>

#include <cmath>

#include "compare.hpp"
#include "onednn_network.hpp"

namespace aesthetic::layers::test {
namespace {

class Int8 : public testing::TestWithParam<unsigned> {
 protected:
  Int8() : network(GetParam()) {}

  std::string conv(const std::string& x, std::int64_t in, std::int64_t out, std::int64_t groups = 1) {
    const auto kernel = network.pick(1, 3);
    const auto pad = kernel / 2;
    const auto depth = in / groups;
    const auto scale = 1.5F / std::sqrt(static_cast<float>(depth * kernel * kernel));
    return network.node("Conv",
                        {x, network.weights({out, depth, kernel, kernel}, -scale, scale),
                         network.weights({out}, -0.2F, 0.2F)},
                        {{"kernel_shape", Ints{kernel, kernel}},
                         {"pads", Ints{pad, pad, kernel - 1 - pad, kernel - 1 - pad}},
                         {"group", groups}});
  }
  std::string relu(const std::string& x) { return network.node("Relu", {x}); }
  std::string picture(std::int64_t channels) {
    return relu(conv(network.input("x", {1, 3, network.pick(5, 14), network.pick(5, 14)}), 3, channels));
  }
  // That the numbers are those of 8 bits: near float32's, but not the same.
  void expect_int8() {
    expect_same(network, {1, 3, 1});
    if (!has_instructions_for(Precision::int8)) return;
    EXPECT_GT(difference_in_int8(network), 1e-6);
  }

  Network network;
};

TEST_P(Int8, Chain) {
  const auto channels = network.pick(3, 40);
  auto x = relu(conv(picture(channels), channels, 33));
  x = network.node("Clip", {conv(x, 33, 16)}, {{"min", 0.0F}, {"max", 6.0F}});
  network.output(conv(x, 16, 7));
  expect_int8();
}

TEST_P(Int8, SignedAndUnsigned) {
  auto x = conv(picture(20), 20, 24);
  network.output(relu(conv(x, 24, 18)));
  expect_int8();
}

TEST_P(Int8, Depthwise) {
  auto x = relu(conv(picture(16), 16, 48));
  x = relu(conv(x, 48, 48, 48));
  network.output(conv(x, 48, 10));
  expect_int8();
}

TEST_P(Int8, Residual) {
  const auto x = relu(conv(picture(16), 16, 32));
  auto y = relu(network.node("Add", {conv(relu(conv(x, 32, 32)), 32, 32), x}));
  const auto z = network.node("Add", {conv(relu(conv(y, 32, 16)), 16, 32), conv(y, 32, 32)});
  network.output(conv(relu(z), 32, 8));
  expect_int8();
}

TEST_P(Int8, ConcatAndPools) {
  const auto squeezed = relu(conv(picture(24), 24, 16));
  auto x = network.node("Concat", {relu(conv(squeezed, 16, 32)), relu(conv(squeezed, 16, 48))},
                        {{"axis", std::int64_t{1}}});
  x = network.node("MaxPool", {x}, {{"kernel_shape", Ints{2, 2}}, {"strides", Ints{2, 2}}});
  x = relu(conv(x, 80, 16));
  x = network.node("AveragePool", {x}, {{"kernel_shape", Ints{2, 2}}});
  network.output(network.node("GlobalAveragePool", {relu(conv(x, 16, 20))}));
  expect_int8();
}

// What others read is float32 whatever the rest reads.
TEST_P(Int8, ResultsInTheMiddle) {
  const auto x = relu(conv(picture(16), 16, 32));
  network.output(x);
  const auto y = conv(x, 32, 32);
  network.output(network.node("Sigmoid", {y}));
  network.output(network.node("Mul", {conv(y, 32, 32), x}));
  expect_int8();
}

INSTANTIATE_TEST_SUITE_P(Random, Int8, testing::Range(1U, 9U));

}  // namespace
}  // namespace aesthetic::layers::test
