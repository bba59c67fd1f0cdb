// SPDX-License-Identifier: MIT
#include "compare.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/dnn.hpp>

#include "onednn_network.hpp"
#include "rewrite.hpp"

namespace aesthetic::layers::test {
namespace {

std::vector<cv::Mat> random_inputs(const Network& network, int batch) {
  std::vector<cv::Mat> inputs;
  cv::RNG random(static_cast<std::uint64_t>(batch) + 1);
  for (const auto& [name, shape] : network.inputs()) {
    std::vector<int> sizes(shape.begin(), shape.end());
    sizes[0] = batch;
    inputs.emplace_back(sizes, CV_32F);
    random.fill(inputs.back(), cv::RNG::UNIFORM, -2.0, 2.0);
  }
  return inputs;
}

std::vector<cv::Mat> run(cv::dnn::Net& net, const Network& network, const std::vector<cv::Mat>& inputs) {
  for (std::size_t i = 0; i < inputs.size(); ++i) net.setInput(inputs[i], network.inputs()[i].first);
  std::vector<cv::Mat> results;
  net.forward(results, network.outputs());
  for (auto& result : results) result = result.clone();
  return results;
}

// The ranges of the very tensors that are to be compared.
std::shared_ptr<const Ranges> observe(const Network& network, const std::vector<int>& batches) {
  auto ranges = std::make_shared<Ranges>();
  auto net =
      read_onednn_network([&] { return network.bytes(); }, {Precision::float32, 0, nullptr, ranges}).net;
  net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
  for (const int batch : batches) run(net, network, random_inputs(network, batch));
  return ranges;
}

const char* name_of(Precision precision) {
  if (precision == Precision::float32) return "float32";
  return precision == Precision::bfloat16 ? "bfloat16" : "int8";
}

void expect_near(const cv::Mat& expected, const cv::Mat& found, double tolerance, const std::string& what) {
  ASSERT_EQ(std::vector<int>(expected.size.p, expected.size.p + expected.dims),
            std::vector<int>(found.size.p, found.size.p + found.dims))
      << what;
  // Sums of many products: relative to the greatest of them.
  const double scale = std::max(1.0, cv::norm(expected, cv::NORM_INF));
  EXPECT_LE(cv::norm(expected, found, cv::NORM_INF) / scale, tolerance) << what;
}

}  // namespace

void expect_same(const Network& network, const std::vector<int>& batches) {
  expect_equivalent(network, network, batches);
}

void expect_equivalent(const Network& on_opencv, const Network& on_onednn, const std::vector<int>& batches) {
  auto expected = cv::dnn::readNetFromONNX(on_opencv.bytes());
  expected.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
  for (const auto& [precision, tolerance] : tolerances) {
    if (!has_instructions_for(precision)) continue;
    const auto ranges = precision == Precision::int8 ? observe(on_onednn, batches) : nullptr;
    for (const int threads : {1, several_threads}) {
      auto [net, uses_onednn] =
          read_onednn_network([&] { return on_onednn.bytes(); }, {precision, threads, ranges, nullptr, 0});
      net.setPreferableBackend(cv::dnn::DNN_BACKEND_OPENCV);
      EXPECT_TRUE(uses_onednn);
      for (const int batch : batches) {
        const auto inputs = random_inputs(on_onednn, batch);
        const auto wanted = run(expected, on_opencv, inputs);
        const auto found = run(net, on_onednn, inputs);
        for (std::size_t i = 0; i < wanted.size(); ++i)
          expect_near(wanted[i], found[i], tolerance,
                      on_onednn.outputs()[i] + ", batch " + std::to_string(batch) + ", " +
                          name_of(precision) + ", threads " + std::to_string(threads));
      }
    }
  }
}

double difference_in_int8(const Network& network) {
  auto float32 = read_onednn_network([&] { return network.bytes(); }).net;
  auto int8 =
      read_onednn_network([&] { return network.bytes(); }, {Precision::int8, 0, observe(network, {1})}).net;
  const auto inputs = random_inputs(network, 1);
  const auto expected = run(float32, network, inputs);
  const auto found = run(int8, network, inputs);
  double greatest = 0;
  for (std::size_t i = 0; i < expected.size(); ++i)
    greatest = std::max(greatest, cv::norm(expected[i], found[i], cv::NORM_INF) /
                                      std::max(1.0, cv::norm(expected[i], cv::NORM_INF)));
  return greatest;
}

std::shared_ptr<Stretch> only_stretch(const Network& network, const Settings& settings) {
  subset::Model model;
  const auto bytes = network.bytes();
  EXPECT_TRUE(model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  auto stretches = rewrite(std::move(model), {}, settings).stretches;
  EXPECT_EQ(stretches.size(), 1U);
  return stretches.front();
}

int stretches(const Network& network) {
  auto net = read_onednn_network([&] { return network.bytes(); }).net;
  int count = 0;
  for (const auto& name : net.getLayerNames())
    if (net.getLayer(net.getLayerId(name))->type == stretch_type) ++count;
  return count;
}

}  // namespace aesthetic::layers::test
