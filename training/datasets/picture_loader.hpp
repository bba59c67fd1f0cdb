// SPDX-License-Identifier: MIT
//
// Reads and prepares many pictures in worker threads and hands them out in order, batch by batch.
//
//   for_each_batch(files, input, {32, 2}, [&](std::int64_t first, torch::Tensor pictures) { ... });
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <opencv2/core/mat.hpp>
#include <vector>

#include "aesthetic/model_card.hpp"

namespace aesthetic::training {

enum class View {
  still,  // the picture as it is
  video   // as_video_frame() of it, the same in every run
};

struct LoaderOptions {
  std::int64_t batch = 32;
  std::size_t workers = 2;  // 0: the calling thread reads
  View view = View::still;
};

// How a loader spent its time, seconds.
struct LoaderTimes {
  double waiting = 0;  // for the next pictures
  double working = 0;  // in `use`
};

// `use` gets the index of the batch's first file and the network's input tensor, float32 (n, 3, height,
// width), prepared as the Scorer's is. Throws Error: what read_picture throws, naming the file.
LoaderTimes for_each_batch(const std::vector<std::filesystem::path>& files, const ModelInput& input,
                           const LoaderOptions& options,
                           const std::function<void(std::int64_t, torch::Tensor)>& use);

// A picture of its index, CV_8UC3 in BGR; several threads ask at once.
using PictureSource = std::function<cv::Mat(std::size_t)>;

// The same of pictures that `make` gives; options.view is for files.
LoaderTimes for_each_batch(std::size_t count, const PictureSource& make, const ModelInput& input,
                           const LoaderOptions& options,
                           const std::function<void(std::int64_t, torch::Tensor)>& use);

}  // namespace aesthetic::training
