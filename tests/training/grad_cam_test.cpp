// SPDX-License-Identifier: MIT
#include "explain/grad_cam.hpp"

#include <torch/torch.h>

#include <algorithm>

#include "expect_error.hpp"

namespace aesthetic::training {
namespace {

ScoringNetwork small_network() {
  torch::manual_seed(3);
  NetworkOptions options;
  options.backbone = "squeezenet1-1";
  options.size = 64;
  options.tasks = 2;
  options.head.name = "multi-task";
  options.head.units = {8, 4};
  ScoringNetwork network(options);
  network.to(torch::kDouble);
  network.eval();
  // The second score is one less the first: where one has an empty map, the other has not.
  const torch::NoGradGuard no_grad;
  auto output = network.head().named_parameters()["output_weight"];
  output[1].copy_(-output[0]);
  return network;
}

torch::Tensor stage_output(ScoringNetwork& network, torch::Tensor x, int stage) {
  for (int i = 0; i <= stage; ++i) x = network.backbone().forward_stage(i, x);
  return x;
}

// Weights of the channels from differences of the score instead of its gradient: adding a little to a channel
// everywhere moves the score by the sum of the gradients over its places.
torch::Tensor numerical_map(ScoringNetwork& network, const torch::Tensor& activations, std::int64_t task,
                            int stage) {
  constexpr double step = 1e-5;
  const auto score = [&](const torch::Tensor& a) {
    return network.forward_from(stage + 1, a.new_empty({1, 0}), a)[0][task].item<double>();
  };
  const double places = static_cast<double>(activations.size(2) * activations.size(3));
  auto map = torch::zeros({activations.size(2), activations.size(3)}, torch::kDouble);
  for (std::int64_t k = 0; k < activations.size(1); ++k) {
    auto more = activations.clone();
    auto less = activations.clone();
    more.select(1, k).add_(step);
    less.select(1, k).sub_(step);
    map += (score(more) - score(less)) / (2 * step * places) * activations[0][k];
  }
  return torch::relu(map);
}

TEST(GradCam, IsTheNumericalReference) {
  constexpr int stage = 7;
  auto network = small_network();
  const auto picture = torch::randn({1, 3, 64, 64}, torch::kDouble);
  double highest = 0;
  for (const std::int64_t task : {0, 1}) {
    const auto map = grad_cam(network, picture, task, stage);
    const torch::NoGradGuard no_grad;
    const auto expected = numerical_map(network, stage_output(network, picture, stage), task, stage);
    EXPECT_EQ(map.sizes(), expected.sizes());
    EXPECT_TRUE(map.allclose(expected, 1e-4, 1e-9)) << task << '\n' << map << '\n' << expected;
    highest = std::max(highest, expected.max().item<double>());
  }
  EXPECT_GT(highest, 1e-6) << "empty maps would agree with anything";
}

TEST(GradCam, RefusesWhatIsNotThere) {
  auto network = small_network();
  const auto picture = torch::randn({1, 3, 64, 64}, torch::kDouble);
  test::expect_error(ErrorKind::bad_data, {"stage 9", "0 to 8"}, [&] { grad_cam(network, picture, 0, 9); });
  test::expect_error(ErrorKind::bad_data, {"task 2", "2 tasks"}, [&] { grad_cam(network, picture, 2, 8); });
}

TEST(HeatOverlay, IsRedWhereTheMapIsHighest) {
  auto map = torch::zeros({4, 4});
  map[0][0] = 2;
  const cv::Mat overlay = heat_overlay(cv::Mat(64, 64, CV_8UC3, cv::Scalar::all(128)), map);
  ASSERT_EQ(overlay.size(), cv::Size(64, 64));
  const auto hot = overlay.at<cv::Vec3b>(4, 4);
  const auto cold = overlay.at<cv::Vec3b>(60, 60);
  EXPECT_GT(hot[2], hot[0]);
  EXPECT_GT(cold[0], cold[2]);
  // A map of nothing is all cold.
  const cv::Mat empty = heat_overlay(cv::Mat(8, 8, CV_8UC3, cv::Scalar::all(128)), torch::zeros({2, 2}));
  EXPECT_GT(empty.at<cv::Vec3b>(4, 4)[0], empty.at<cv::Vec3b>(4, 4)[2]);
}

}  // namespace
}  // namespace aesthetic::training
