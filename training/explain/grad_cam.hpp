// SPDX-License-Identifier: MIT
//
// Grad-CAM (Selvaraju and others 2017, https://arxiv.org/abs/1610.02391): which places of a picture raise a
// score.
//
//   torch::Tensor map = grad_cam(network, picture, task, network.backbone().stage_count() - 1);
//   cv::imwrite("map.png", heat_overlay(read_picture("holiday.jpg"), map));
//
// With the output A of a stage, k its channels and y the score, equations (1) and (2) of the paper:
//   weight[k] = mean over places of dy / dA[k],   map = max(0, sum over k of weight[k] * A[k])
#pragma once

#include <opencv2/core/mat.hpp>

#include "networks/scoring_network.hpp"

namespace aesthetic::training {

// `picture`: (1, 3, size, size) as the network takes it. The map has the height and width of the stage's
// output and values >= 0. Throws Error(bad_data) for a task or stage that is not there.
torch::Tensor grad_cam(ScoringNetwork& network, const torch::Tensor& picture, std::int64_t task, int stage);

// The picture (8-bit BGR) under the map's colours, blue for 0 and red for the map's highest value.
cv::Mat heat_overlay(const cv::Mat& picture, const torch::Tensor& map);

}  // namespace aesthetic::training
