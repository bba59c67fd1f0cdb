// SPDX-License-Identifier: MIT
#include "cli/time_estimate.hpp"

#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <iomanip>
#include <sstream>

#include "datasets/picture_loader.hpp"

namespace aesthetic::training {
namespace {

constexpr std::int64_t timed_pictures = 8;

template <typename Work>
double seconds_of(const Work& work) {
  // The first time LibTorch chooses its kernels.
  work();
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

torch::Tensor TimeEstimate::frozen_output(torch::Tensor x) {
  const torch::NoGradGuard no_grad;
  for (int stage = 0; stage < first_tuned_; ++stage) x = network_.forward_stage(stage, x);
  return x.to(torch::kFloat);
}

double TimeEstimate::frozen_seconds(const std::vector<std::filesystem::path>& files, std::int64_t views) {
  const auto count = std::min<std::size_t>(files.size(), timed_pictures);
  const std::vector<std::filesystem::path> first(files.begin(),
                                                 files.begin() + static_cast<std::ptrdiff_t>(count));
  torch::Tensor pictures;
  const double reading = seconds_of([&] {
    for_each_batch(first, network_.input(), {timed_pictures, 0},
                   [&](std::int64_t, const torch::Tensor& batch) { pictures = batch; });
  });
  const double computing = seconds_of([&] {
    const torch::NoGradGuard no_grad;
    auto x = pictures.to(network_.device()).contiguous(torch::MemoryFormat::ChannelsLast);
    for (int stage = 0; stage < network_.backbone().stage_count(); ++stage)
      x = network_.forward_stage(stage, x);
    x.cpu();
  });
  // Still and mirrored picture are read once, the video frame once more.
  const double readings = views > 2 ? 2 : 1;
  return (readings * reading + static_cast<double>(views) * computing) * static_cast<double>(files.size()) /
         static_cast<double>(count);
}

double TimeEstimate::tune_seconds(std::int64_t pictures, bool consistency) {
  const auto size = network_.input().size;
  const auto x = frozen_output(torch::zeros({1, 3, size.height, size.width}, network_.device()))
                     .repeat({timed_pictures, 1, 1, 1})
                     .contiguous(torch::MemoryFormat::ChannelsLast);
  const auto features =
      torch::zeros({timed_pictures, network_.frozen_features(first_tuned_)}, network_.device());
  const double step = seconds_of([&] { network_.forward_from(first_tuned_, features, x).sum().backward(); });
  network_.zero_grad();
  // Two views of a quarter of the pictures.
  return step * (consistency ? 1.5 : 1) * static_cast<double>(pictures) / timed_pictures;
}

std::int64_t TimeEstimate::activation_bytes() {
  const auto size = network_.input().size;
  return frozen_output(torch::zeros({1, 3, size.height, size.width}, network_.device())).numel() *
         static_cast<std::int64_t>(sizeof(c10::Half));
}

std::string duration_text(double seconds) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(0);
  if (seconds < 90) {
    text << seconds << " s";
  } else if (seconds < 90 * 60) {
    text << seconds / 60 << " min";
  } else {
    text << std::setprecision(1) << seconds / 3600 << " h";
  }
  return text.str();
}

}  // namespace aesthetic::training
