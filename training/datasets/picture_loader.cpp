// SPDX-License-Identifier: MIT
#include "datasets/picture_loader.hpp"

#include <torch/data.h>

#include <utility>

#include "aesthetic/picture.hpp"
#include "datasets/video_view.hpp"

namespace aesthetic::training {
namespace {

class Pictures : public torch::data::datasets::BatchDataset<Pictures, torch::Tensor> {
 public:
  Pictures(const std::vector<std::filesystem::path>& files, ModelInput input, View view)
      : files_(&files), input_(std::move(input)), view_(view) {}

  torch::Tensor get_batch(c10::ArrayRef<std::size_t> indices) override {
    const auto count = static_cast<std::int64_t>(indices.size());
    auto batch = torch::empty({count, 3, input_.size.height, input_.size.width});
    for (std::int64_t i = 0; i < count; ++i) {
      const auto index = indices[static_cast<std::size_t>(i)];
      auto picture = read_picture((*files_)[index]);
      if (view_ == View::video) {
        cv::RNG random(index + 1);
        picture = as_video_frame(picture, random);
      }
      to_planes(prepare(picture, input_), input_, batch[i].data_ptr<float>());
    }
    return batch;
  }

  c10::optional<std::size_t> size() const override { return files_->size(); }

 private:
  const std::vector<std::filesystem::path>* files_;
  ModelInput input_;
  View view_;
};

}  // namespace

void for_each_batch(const std::vector<std::filesystem::path>& files, const ModelInput& input,
                    const LoaderOptions& options,
                    const std::function<void(std::int64_t, torch::Tensor)>& use) {
  auto loader = torch::data::make_data_loader(
      Pictures(files, input, options.view), torch::data::samplers::SequentialSampler(files.size()),
      torch::data::DataLoaderOptions(static_cast<std::size_t>(options.batch)).workers(options.workers));
  try {
    std::int64_t first = 0;
    for (auto& batch : *loader) {
      const auto count = batch.size(0);
      use(first, std::move(batch));
      first += count;
    }
  } catch (const torch::data::WorkerException& fault) {
    std::rethrow_exception(fault.original_exception);
  }
}

}  // namespace aesthetic::training
