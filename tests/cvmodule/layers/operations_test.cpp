// SPDX-License-Identifier: MIT
//
// Every operation that runs on oneDNN against OpenCV's own, with random sizes and attributes.
#include <gtest/gtest.h>

#include "compare.hpp"

namespace aesthetic::layers::test {
namespace {

constexpr unsigned tries = 12;

class Operations : public testing::TestWithParam<unsigned> {
 protected:
  std::string picture(std::int64_t channels) {
    return network.input("x", {1, channels, network.pick(9, 20), network.pick(9, 20)});
  }
  std::string any_picture() { return picture(network.pick(1, 40)); }
  // The result of a node on a picture of any size.
  void expect_same_of(const std::string& type, const std::vector<Attribute>& attributes = {}) {
    network.output(network.node(type, {any_picture()}, attributes));
    expect_same(network);
  }

  Network network{GetParam()};
};

TEST_P(Operations, Conv) {
  const auto groups = network.pick(1, 3);
  const auto in = groups * network.pick(1, 20);
  const auto out = groups * network.pick(1, 20);
  const Ints kernel = {network.pick(1, 4), network.pick(1, 4)};
  const auto x = picture(in);
  std::vector<std::string> inputs = {x, network.weights({out, in / groups, kernel[0], kernel[1]})};
  if (network.pick(0, 1) == 1) inputs.push_back(network.weights({out}));
  network.output(network.node(
      "Conv", inputs,
      {{"kernel_shape", kernel},
       {"group", groups},
       {"strides", Ints{network.pick(1, 3), network.pick(1, 3)}},
       {"dilations", Ints{network.pick(1, 2), network.pick(1, 2)}},
       {"pads", Ints{network.pick(0, 2), network.pick(0, 2), network.pick(0, 2), network.pick(0, 2)}}}));
  expect_same(network);
}

TEST_P(Operations, DepthwiseConv) {
  const auto channels = network.pick(2, 70);
  const auto x = picture(channels);
  const auto stride = network.pick(1, 2);
  network.output(network.node("Conv", {x, network.weights({channels, 1, 3, 3}), network.weights({channels})},
                              {{"group", channels},
                               {"kernel_shape", Ints{3, 3}},
                               {"strides", Ints{stride, stride}},
                               {"pads", Ints{1, 1, 1, 1}}}));
  expect_same(network);
}

TEST_P(Operations, ConvWithAutoPad) {
  const auto x = picture(3);
  const auto stride = network.pick(1, 2);
  const auto* mode = network.pick(0, 1) == 0 ? "SAME_UPPER" : "VALID";
  network.output(network.node(
      "Conv", {x, network.weights({5, 3, 3, 3})},
      {{"auto_pad", std::string(mode)}, {"kernel_shape", Ints{3, 3}}, {"strides", Ints{stride, stride}}}));
  expect_same(network);
}

TEST_P(Operations, ConvWithAutoPadBeforeThePicture) {
  const auto x = picture(3);
  network.output(network.node("Conv", {x, network.weights({5, 3, 2, 2}, 0.25F, 0.25F)},
                              {{"auto_pad", std::string("SAME_LOWER")}, {"kernel_shape", Ints{2, 2}}}));
  Network other(1);
  other.input("x", network.inputs()[0].second);
  other.output(other.node("Conv", {"x", other.weights({5, 3, 2, 2}, 0.25F, 0.25F)},
                          {{"pads", Ints{1, 1, 0, 0}}, {"kernel_shape", Ints{2, 2}}}));
  expect_equivalent(other, network);
}

TEST_P(Operations, BatchNormalizationAloneAndAfterConv) {
  const auto channels = network.pick(1, 40);
  auto x = picture(channels);
  const auto normalise = [&](const std::string& y) {
    return network.node("BatchNormalization",
                        {y, network.weights({channels}), network.weights({channels}),
                         network.weights({channels}), network.weights({channels}, 0.5, 2)},
                        {{"epsilon", 1e-3F}});
  };
  x = normalise(x);
  x = network.node("Conv", {x, network.weights({channels, channels, 1, 1})}, {{"kernel_shape", Ints{1, 1}}});
  network.output(network.node("Relu", {normalise(x)}));
  expect_same(network);
}

// One number a channel, no picture any more; all of it on oneDNN.
TEST_P(Operations, BatchNormalizationOfFeatures) {
  const auto channels = network.pick(2, 70);
  const auto mean = network.node("GlobalAveragePool", {picture(channels)});
  const auto features = network.node("Flatten", {mean}, {{"axis", std::int64_t{1}}});
  const auto normalised =
      network.node("BatchNormalization", {features, network.weights({channels}), network.weights({channels}),
                                          network.weights({channels}), network.weights({channels}, 0.5, 2)});
  const auto clipped = network.node("Clip", {normalised}, {{"min", -1.0F}, {"max", 1.0F}});
  network.output(network.node("Gemm", {clipped, network.weights({40, channels}), network.weights({40})},
                              {{"transB", std::int64_t{1}}}));
  EXPECT_EQ(stretches(network), 1);
  expect_same(network);
}

TEST_P(Operations, Relu) {
  expect_same_of("Relu");
}

TEST_P(Operations, Sigmoid) {
  expect_same_of("Sigmoid");
}

TEST_P(Operations, Clip) {
  expect_same_of("Clip", {{"min", -0.5F}, {"max", 1.25F}});
}

TEST_P(Operations, ReluAndClipAfterConv) {
  const auto x = picture(4);
  const auto conv = [&](std::int64_t in, std::int64_t out, const std::string& y) {
    return network.node("Conv", {y, network.weights({out, in, 3, 3})}, {{"kernel_shape", Ints{3, 3}}});
  };
  auto y = network.node("Clip", {conv(4, 8, x)}, {{"min", 0.0F}, {"max", 6.0F}});
  y = network.node("Relu", {conv(8, 6, y)});
  network.output(network.node("Sigmoid", {y}));
  expect_same(network);
}

TEST_P(Operations, Softmax) {
  auto x = network.node("Flatten", {network.input("x", {1, network.pick(2, 9), 2, 3})},
                        {{"axis", std::int64_t{1}}});
  network.output(network.node("Softmax", {x}, {{"axis", std::int64_t{1}}}));
  expect_same(network);
}

TEST_P(Operations, MaxPool) {
  const auto kernel = network.pick(2, 3);
  const auto pads = [&] { return network.pick(0, kernel - 1); };
  expect_same_of("MaxPool", {{"kernel_shape", Ints{kernel, kernel}},
                             {"strides", Ints{network.pick(1, 3), network.pick(1, 3)}},
                             {"pads", Ints{pads(), pads(), pads(), pads()}}});
}

TEST_P(Operations, MaxPoolRoundedUp) {
  expect_same_of("MaxPool",
                 {{"kernel_shape", Ints{3, 3}}, {"strides", Ints{2, 2}}, {"ceil_mode", std::int64_t{1}}});
}

TEST_P(Operations, AveragePool) {
  const auto kernel = network.pick(1, 3);
  expect_same_of("AveragePool", {{"kernel_shape", Ints{kernel, network.pick(1, 3)}},
                                 {"strides", Ints{network.pick(1, 3), network.pick(1, 3)}}});
}

TEST_P(Operations, AveragePoolWithoutItsPads) {
  expect_same_of("AveragePool", {{"kernel_shape", Ints{3, 3}},
                                 {"strides", Ints{network.pick(1, 3), network.pick(1, 3)}},
                                 {"pads", Ints{1, 1, 1, 1}}});
}

// OpenCV 4.6 does not know count_include_pad; a convolution with equal weights does the same.
TEST_P(Operations, AveragePoolWithItsPads) {
  const std::vector<Attribute> window = {{"kernel_shape", Ints{3, 3}},
                                         {"strides", Ints{network.pick(1, 3), network.pick(1, 3)}},
                                         {"pads", Ints{1, network.pick(0, 1), network.pick(0, 1), 1}}};
  const auto with = [](std::vector<Attribute> attributes, const Attribute& one) {
    attributes.push_back(one);
    return attributes;
  };
  const auto channels = network.pick(2, 40);
  const auto x = picture(channels);
  network.output(network.node("AveragePool", {x}, with(window, {"count_include_pad", std::int64_t{1}})));
  Network other(1);
  other.input("x", network.inputs()[0].second);
  other.output(other.node("Conv", {"x", other.weights({channels, 1, 3, 3}, 1 / 9.0F, 1 / 9.0F)},
                          with(window, {"group", channels})));
  expect_equivalent(other, network);
}

TEST_P(Operations, GlobalAveragePool) {
  expect_same_of("GlobalAveragePool");
}

TEST_P(Operations, AddAndMulOfTwoTensors) {
  const auto x = any_picture();
  const auto y = network.input("y", network.inputs()[0].second);
  const auto sum = network.node("Add", {x, y});
  network.output(network.node("Relu", {network.node("Mul", {sum, x})}));
  expect_same(network);
}

// What squeeze-and-excitation does, in both orders.
TEST_P(Operations, MulSpreadsOverThePicture) {
  const auto x = picture(network.pick(2, 40));
  const auto gate = network.node("Sigmoid", {network.node("GlobalAveragePool", {x})});
  const bool gate_first = network.pick(0, 1) == 1;
  network.output(network.node(
      "Mul", gate_first ? std::vector<std::string>{gate, x} : std::vector<std::string>{x, gate}));
  expect_same(network, {1});  // OpenCV 4.6 fails at another batch size than the declared one
}

TEST_P(Operations, MulByAConstantPerChannel) {
  const auto channels = network.pick(2, 40);
  const auto x = picture(channels);
  network.output(network.node("Mul", {x, network.weights({1, channels, 1, 1})}));
  expect_same(network);
}

// OpenCV 4.6 cannot add such a constant; a convolution's bias is the same.
TEST_P(Operations, AddAConstantPerChannel) {
  const auto channels = network.pick(2, 40);
  const auto x = picture(channels);
  std::vector<float> values;
  for (std::int64_t i = 0; i < channels; ++i) values.push_back(static_cast<float>(network.pick(-9, 9)) / 4);
  network.output(network.node("Add", {network.constant({channels, 1, 1}, values), x}));
  Network other(1);
  other.input("x", network.inputs()[0].second);
  other.output(other.node("Conv",
                          {"x", other.weights({channels, 1, 1, 1}, 1, 1), other.constant({channels}, values)},
                          {{"kernel_shape", Ints{1, 1}}, {"group", channels}}));
  expect_equivalent(other, network);
}

// What lies within a concatenation may not be written over while somebody still needs that.
TEST_P(Operations, ConcatOfWhatIsReadAndAddedToAfterwards) {
  constexpr std::int64_t channels = 32;
  const auto conv = [&](const std::string& y, std::int64_t in) {
    return network.node("Conv", {y, network.weights({channels, in, 3, 3}, -0.1F, 0.1F)},
                        {{"kernel_shape", Ints{3, 3}}, {"pads", Ints{1, 1, 1, 1}}});
  };
  const auto put_together = [&](const std::vector<std::string>& parts) {
    return network.node("Concat", parts, {{"axis", std::int64_t{1}}});
  };
  const auto x = picture(channels);
  const auto a = conv(x, channels);
  const auto b = conv(x, channels);
  const auto both = put_together({a, b});
  const auto twice = put_together({a, a});
  const auto sum = network.node("Add", {a, conv(both, 2 * channels)});
  const auto all = put_together({both, sum});
  const auto wide =
      network.node("Conv", {all, network.weights({2 * channels, 3 * channels, 1, 1}, -0.1F, 0.1F)},
                   {{"kernel_shape", Ints{1, 1}}});
  network.output(network.node("Add", {both, wide}));
  network.output(conv(b, channels));
  network.output(twice);
  network.output(conv(all, 3 * channels));
  expect_same(network);
}

TEST_P(Operations, Concat) {
  const auto x = any_picture();
  auto shape = network.inputs()[0].second;
  shape[1] = network.pick(1, 40);
  const auto y = network.input("y", shape);
  network.output(network.node("Concat", {network.node("Relu", {x}), y, x}, {{"axis", std::int64_t{1}}}));
  expect_same(network);
}

TEST_P(Operations, FlattenAndGemm) {
  const auto channels = network.pick(1, 40);
  const auto columns = network.pick(1, 40);
  const auto x =
      network.node("Flatten", {network.input("x", {1, channels, 3, 2})}, {{"axis", std::int64_t{1}}});
  const auto y =
      network.node("Gemm", {x, network.weights({columns, channels * 6}), network.weights({columns})},
                   {{"transB", std::int64_t{1}}});
  network.output(network.node("Sigmoid", {network.node("Dropout", {y})}));
  expect_same(network);
}

// OpenCV 4.6 takes such a matrix only when it is square, and then the wrong way round.
TEST_P(Operations, GemmOfAMatrixTheOtherWayRound) {
  const std::int64_t rows = 5;
  const auto columns = network.pick(1, 40);
  std::vector<float> matrix;
  std::vector<float> transposed;
  const auto value = [&](std::int64_t row, std::int64_t column) {
    return static_cast<float>(row) - static_cast<float>(column) / 8;
  };
  for (std::int64_t i = 0; i < rows * columns; ++i) {
    matrix.push_back(value(i / columns, i % columns));
    transposed.push_back(value(i % rows, i / rows));
  }
  const auto add_gemm = [&](Network& to, const std::string& weight, std::int64_t transposes) {
    const auto x = to.node("Flatten", {to.input("x", {1, rows, 1, 1})}, {{"axis", std::int64_t{1}}});
    const auto bias = to.constant({columns}, std::vector<float>(static_cast<std::size_t>(columns), 0.5F));
    to.output(to.node("Gemm", {x, weight, bias}, {{"transB", transposes}}));
  };
  add_gemm(network, network.constant({rows, columns}, matrix), 0);
  Network other(1);
  add_gemm(other, other.constant({columns, rows}, transposed), 1);
  expect_equivalent(other, network);
}

INSTANTIATE_TEST_SUITE_P(Random, Operations, testing::Range(1U, tries + 1));

}  // namespace
}  // namespace aesthetic::layers::test
