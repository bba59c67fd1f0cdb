// SPDX-License-Identifier: MIT
#include "datasets/picture_loader.hpp"

#include <torch/data.h>

#include <chrono>
#include <utility>

#include "aesthetic/picture.hpp"
#include "datasets/video_view.hpp"

namespace aesthetic::training {
namespace {

class Pictures : public torch::data::datasets::BatchDataset<Pictures, torch::Tensor> {
 public:
  Pictures(std::size_t count, PictureSource make, ModelInput input)
      : count_(count), make_(std::move(make)), input_(std::move(input)) {}

  torch::Tensor get_batch(c10::ArrayRef<std::size_t> indices) override {
    const auto count = static_cast<std::int64_t>(indices.size());
    auto batch = torch::empty({count, 3, input_.size.height, input_.size.width});
    for (std::int64_t i = 0; i < count; ++i)
      to_planes(prepare(make_(indices[static_cast<std::size_t>(i)]), input_), input_,
                batch[i].data_ptr<float>());
    return batch;
  }

  c10::optional<std::size_t> size() const override { return count_; }

 private:
  std::size_t count_;
  PictureSource make_;
  ModelInput input_;
};

using Clock = std::chrono::steady_clock;

// Moves `start` to now.
double seconds_since(Clock::time_point& start) {
  const auto now = Clock::now();
  return std::chrono::duration<double>(now - std::exchange(start, now)).count();
}

}  // namespace

LoaderTimes for_each_batch(const std::vector<std::filesystem::path>& files, const ModelInput& input,
                           const LoaderOptions& options,
                           const std::function<void(std::int64_t, torch::Tensor)>& use) {
  const auto make = [&](std::size_t index) {
    auto picture = read_picture(files[index]);
    if (options.view == View::still) return picture;
    cv::RNG random(index + 1);
    return as_video_frame(picture, random);
  };
  return for_each_batch(files.size(), make, input, options, use);
}

LoaderTimes for_each_batch(std::size_t count, const PictureSource& make, const ModelInput& input,
                           const LoaderOptions& options,
                           const std::function<void(std::int64_t, torch::Tensor)>& use) {
  auto loader = torch::data::make_data_loader(
      Pictures(count, make, input), torch::data::samplers::SequentialSampler(count),
      torch::data::DataLoaderOptions(static_cast<std::size_t>(options.batch)).workers(options.workers));
  try {
    LoaderTimes times;
    std::int64_t first = 0;
    auto before = Clock::now();
    for (auto& batch : *loader) {
      const auto read = batch.size(0);
      times.waiting += seconds_since(before);
      use(first, std::move(batch));
      times.working += seconds_since(before);
      first += read;
    }
    return times;
  } catch (const torch::data::WorkerException& fault) {
    std::rethrow_exception(fault.original_exception);
  }
}

}  // namespace aesthetic::training
