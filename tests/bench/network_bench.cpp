// SPDX-License-Identifier: MIT
//
// Pictures a second of whole networks on every device that there is, at several batch sizes, and the time
// from nothing to the first score, with the memory that it takes at most, in MiB beside what the program had
// before, and the size of the network's file. Networks of the usual shapes have random weights: speed does
// not depend on them. And what the processor can reach at best (limit/...).
//
//   network_bench FOLDER [--benchmark_filter=vgg16/.*]     the networks are written into FOLDER, for others
//   to run
#include <benchmark/benchmark.h>
#include <malloc.h>

#include <fstream>
#include <iostream>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "aesthetic/error.hpp"
#include "aesthetic/quantize.hpp"
#include "aesthetic/scorer.hpp"
#include "architectures.hpp"
#include "limit.hpp"

namespace {

using aesthetic::Device;
using aesthetic::Scorer;

cv::Mat noise(cv::Size size, int pictures) {
  const int shape[] = {pictures, 3, size.height, size.width};
  cv::Mat tensor(4, shape, CV_32F);
  cv::RNG(7).fill(tensor, cv::RNG::UNIFORM, -1, 1);
  return tensor;
}

// The network with ranges for int8, found on rough pictures of one colour each, beside it.
std::filesystem::path quantized(const std::filesystem::path& network, const std::filesystem::path& folder) {
  const auto made = folder / (network.stem().string() + "-int8.onnx");
  if (std::filesystem::exists(aesthetic::card_path(made))) return made;
  const auto size = aesthetic::read_card(aesthetic::card_path(network)).input.size;
  std::vector<cv::Mat> pictures;
  cv::RNG random(11);
  for (int i = 0; i < 8; ++i) {
    cv::Mat coarse(6, 6, CV_8UC3);
    random.fill(coarse, cv::RNG::UNIFORM, 0, 256);
    cv::resize(coarse, pictures.emplace_back(), size, 0, 0, cv::INTER_CUBIC);
  }
  auto card = aesthetic::quantize(network, pictures);
  card.network_file = made.filename().string();
  std::filesystem::copy_file(network, made, std::filesystem::copy_options::overwrite_existing);
  aesthetic::write_card(card, aesthetic::card_path(made));
  return made;
}

std::filesystem::path for_device(const std::filesystem::path& network, const std::filesystem::path& folder,
                                 Device device) {
  return device == Device::cpu_onednn_int8 ? quantized(network, folder) : network;
}

struct Subject {
  std::filesystem::path network, folder;
  Device device;
};

void score(benchmark::State& state, const Subject& subject, int batch_size) try {
  Scorer scorer(for_device(subject.network, subject.folder, subject.device), subject.device, batch_size);
  const cv::Mat tensor = noise(scorer.card().input.size, batch_size);
  scorer.score_tensor(tensor);
  for (auto _ : state) benchmark::DoNotOptimize(scorer.score_tensor(tensor).data());
  state.SetItemsProcessed(state.iterations() * batch_size);
  state.SetLabel(aesthetic::to_string(scorer.active_device()));
} catch (const aesthetic::Error& fault) {
  state.SkipWithError(fault.what());
}

// "VmRSS:" or "VmHWM:" of /proc/self/status, in MiB.
double memory(const std::string& what) {
  std::ifstream status("/proc/self/status");
  std::string name;
  double kibibytes = 0;
  while (status >> name && name != what) std::getline(status, name);
  status >> kibibytes;
  return kibibytes / 1024;
}

// The high-water mark falls to what is there now.
double forget_peak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << 5;
  return memory("VmRSS:");
}

void first_score(benchmark::State& state, const Subject& subject) try {
  const auto network = for_device(subject.network, subject.folder, subject.device);
  double peak = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const double before = forget_peak();
    state.ResumeTiming();
    Scorer scorer(network, subject.device);
    benchmark::DoNotOptimize(scorer.score_tensor(noise(scorer.card().input.size, 1)).data());
    state.SetLabel(aesthetic::to_string(scorer.active_device()));
    peak = std::max(peak, memory("VmHWM:") - before);
  }
  state.counters["peak"] = peak;
  state.counters["file"] = static_cast<double>(std::filesystem::file_size(network)) / (1 << 20);
} catch (const aesthetic::Error& fault) {
  state.SkipWithError(fault.what());
}

std::vector<int> batch_sizes(Device device) {
  const bool gpu = device == Device::cuda || device == Device::cuda_fp16;
  return gpu ? std::vector{1, 8, 32, 64, 128} : std::vector{1, 8};
}

void add(const std::string& name, const std::filesystem::path& network, const std::filesystem::path& folder) {
  auto devices = aesthetic::available_devices();
  devices.push_back(Device::automatic);
  for (const Device device : devices) {
    const Subject subject{network, folder, device};
    const auto label = name + "/" + aesthetic::to_string(device);
    for (const int batch_size : batch_sizes(device))
      benchmark::RegisterBenchmark((label + "/" + std::to_string(batch_size)).c_str(), score, subject,
                                   batch_size)
          ->Unit(benchmark::kMillisecond)
          ->UseRealTime();
    benchmark::RegisterBenchmark((label + "/first").c_str(), first_score, subject)
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
    std::filesystem::create_directories(argv[1]);
    aesthetic::bench::add_limits();
    add("shipped", aesthetic::default_model(), argv[1]);
    for (const auto& name : aesthetic::test::architecture_names()) {
      const auto network = std::filesystem::path(argv[1]) / (name + ".onnx");
      add(name,
          std::filesystem::exists(network) ? network : aesthetic::test::write_architecture(argv[1], name),
          argv[1]);
    }
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& fault) {
    std::cerr << "network_bench: " << fault.what() << '\n';
    return 1;
  }
  return 0;
}
