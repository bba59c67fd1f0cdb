// SPDX-License-Identifier: MIT
#include "explain/grad_cam.hpp"

#include <torch/torch.h>

#include <opencv2/imgproc.hpp>
#include <string>

#include "aesthetic/error.hpp"

namespace aesthetic::training {

torch::Tensor grad_cam(ScoringNetwork& network, const torch::Tensor& picture, std::int64_t task, int stage) {
  auto& backbone = network.backbone();
  if (stage < 0 || stage >= backbone.stage_count())
    throw Error(ErrorKind::bad_data, "stage " + std::to_string(stage) + ": the backbone has 0 to " +
                                         std::to_string(backbone.stage_count() - 1));
  network.eval();
  std::vector<torch::Tensor> features;
  torch::Tensor activations;
  auto x = picture;
  for (int i = 0; i < backbone.stage_count(); ++i) {
    x = backbone.forward_stage(i, x);
    if (i == stage) x = activations = x.detach().requires_grad_(true);
    // What does not depend on the stage's output needs no gradient.
    if (i < stage) x = x.detach();
    features.push_back(network.head().pool(i, x));
  }
  const auto scores = network.outputs().scores(network.head().forward(torch::cat(features, 1)));
  if (task < 0 || task >= scores.size(1))
    throw Error(ErrorKind::bad_data, "task " + std::to_string(task) + ": the network has " +
                                         std::to_string(scores.size(1)) + " tasks");
  const auto gradient = torch::autograd::grad({scores[0][task]}, {activations}).front();
  const auto weights = gradient.mean({2, 3}, true);
  return torch::relu((weights * activations).sum(1)).detach()[0];
}

cv::Mat heat_overlay(const cv::Mat& picture, const torch::Tensor& map) {
  const auto values = map.to(torch::kFloat).contiguous();
  const cv::Mat coarse(static_cast<int>(values.size(0)), static_cast<int>(values.size(1)), CV_32F,
                       values.data_ptr<float>());
  double highest = 0;
  cv::minMaxLoc(coarse, nullptr, &highest);
  cv::Mat levels;
  coarse.convertTo(levels, CV_8U, highest > 0 ? 255 / highest : 0);
  cv::Mat fine;
  cv::resize(levels, fine, picture.size(), 0, 0, cv::INTER_CUBIC);
  cv::Mat colours;
  cv::applyColorMap(fine, colours, cv::COLORMAP_JET);
  cv::Mat overlay;
  cv::addWeighted(picture, 0.55, colours, 0.45, 0, overlay);
  return overlay;
}

}  // namespace aesthetic::training
