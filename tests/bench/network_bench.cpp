// SPDX-License-Identifier: MIT
//
// Pictures a second of whole networks on every device that there is, at several batch sizes, and the time
// from nothing to the first score. Networks of the usual shapes have random weights: speed does not depend on
// them.
//
//   network_bench FOLDER [--benchmark_filter=vgg16/.*]     the networks are written into FOLDER, for others
//   to run
#include <benchmark/benchmark.h>

#include <iostream>
#include <opencv2/core.hpp>

#include "aesthetic/scorer.hpp"
#include "architectures.hpp"

namespace {

using aesthetic::Device;
using aesthetic::Scorer;

cv::Mat noise(cv::Size size, int pictures) {
  const int shape[] = {pictures, 3, size.height, size.width};
  cv::Mat tensor(4, shape, CV_32F);
  cv::RNG(7).fill(tensor, cv::RNG::UNIFORM, -1, 1);
  return tensor;
}

void score(benchmark::State& state, const std::filesystem::path& network, Device device, int batch_size) {
  Scorer scorer(network, device, batch_size);
  const cv::Mat tensor = noise(scorer.card().input.size, batch_size);
  scorer.score_tensor(tensor);
  for (auto _ : state) benchmark::DoNotOptimize(scorer.score_tensor(tensor).data());
  state.SetItemsProcessed(state.iterations() * batch_size);
  state.SetLabel(aesthetic::to_string(scorer.active_device()));
}

void first_score(benchmark::State& state, const std::filesystem::path& network, Device device) {
  for (auto _ : state) {
    Scorer scorer(network, device);
    benchmark::DoNotOptimize(scorer.score_tensor(noise(scorer.card().input.size, 1)).data());
  }
}

std::vector<int> batch_sizes(Device device) {
  const bool gpu = device == Device::cuda || device == Device::cuda_fp16;
  return gpu ? std::vector{1, 8, 32, 64, 128} : std::vector{1, 8};
}

void add(const std::string& name, const std::filesystem::path& network) {
  for (const Device device : aesthetic::available_devices()) {
    const auto label = name + "/" + aesthetic::to_string(device);
    for (const int batch_size : batch_sizes(device))
      benchmark::RegisterBenchmark((label + "/" + std::to_string(batch_size)).c_str(), score, network, device,
                                   batch_size)
          ->Unit(benchmark::kMillisecond)
          ->UseRealTime();
    benchmark::RegisterBenchmark((label + "/first").c_str(), first_score, network, device)
        ->Unit(benchmark::kMillisecond)
        ->Iterations(3)
        ->UseRealTime();
  }
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::cerr << "usage: network_bench FOLDER [--benchmark_filter=REGEX]\n";
    return 2;
  }
  try {
    add("shipped", aesthetic::default_model());
    std::filesystem::create_directories(argv[1]);
    for (const auto& name : aesthetic::test::architecture_names()) {
      const auto network = std::filesystem::path(argv[1]) / (name + ".onnx");
      add(name,
          std::filesystem::exists(network) ? network : aesthetic::test::write_architecture(argv[1], name));
    }
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& fault) {
    std::cerr << "network_bench: " << fault.what() << '\n';
    return 1;
  }
  return 0;
}
