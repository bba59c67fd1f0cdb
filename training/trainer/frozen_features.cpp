// SPDX-License-Identifier: MIT
#include "trainer/frozen_features.hpp"

#include "trainer/mapped_tensor.hpp"

namespace aesthetic::training {
namespace {

// Puts what a batch gives into its rows of one view.
void compute_batch(ScoringNetwork& network, torch::Tensor x, std::int64_t view, std::int64_t first,
                   const std::filesystem::path& activations_file, FrozenFeatures& frozen) {
  x = x.to(network.device()).contiguous(torch::MemoryFormat::ChannelsLast);
  const auto rows = torch::indexing::Slice(first, first + x.size(0));
  std::vector<torch::Tensor> features;
  for (int stage = 0; stage < network.backbone().stage_count(); ++stage) {
    x = network.forward_stage(stage, x);
    features.push_back(network.head().pool(stage, x.to(torch::kFloat)));
    if (stage != frozen.first_tuned - 1 || frozen.first_tuned == network.backbone().stage_count()) continue;
    if (!frozen.activations.defined()) {
      const std::vector<std::int64_t> shape = {frozen.features.size(0), frozen.features.size(1), x.size(1),
                                               x.size(2), x.size(3)};
      frozen.activations = activations_file.empty() ? torch::empty(shape, torch::kHalf)
                                                    : make_mapped(activations_file, shape, torch::kHalf);
    }
    frozen.activations.index_put_({view, rows}, x.to(torch::kCPU, torch::kHalf));
  }
  frozen.features.index_put_({view, rows}, torch::cat(features, 1).cpu());
}

}  // namespace

FrozenFeatures compute_frozen_features(ScoringNetwork& network,
                                       const std::vector<std::filesystem::path>& files, int first_tuned,
                                       std::int64_t views, const LoaderOptions& loader,
                                       const std::function<void(std::int64_t)>& report,
                                       const std::filesystem::path& activations_file) {
  const torch::NoGradGuard no_grad;
  const auto count = static_cast<std::int64_t>(files.size());
  FrozenFeatures frozen;
  frozen.first_tuned = first_tuned;
  frozen.features = torch::empty({views, count, network.head().feature_count()});
  const auto add = [&](const LoaderTimes& times) {
    frozen.times.waiting += times.waiting;
    frozen.times.working += times.working;
  };
  add(for_each_batch(files, network.input(), loader, [&](std::int64_t first, const torch::Tensor& pictures) {
    compute_batch(network, pictures, still_view, first, activations_file, frozen);
    compute_batch(network, pictures.flip({3}), mirrored_view, first, activations_file, frozen);
    report(first + pictures.size(0));
  }));
  if (views <= video_view) return frozen;
  auto video_loader = loader;
  video_loader.view = View::video;
  add(for_each_batch(files, network.input(), video_loader,
                     [&](std::int64_t first, const torch::Tensor& pictures) {
                       compute_batch(network, pictures, video_view, first, activations_file, frozen);
                       report(count + first + pictures.size(0));
                     }));
  return frozen;
}

}  // namespace aesthetic::training
