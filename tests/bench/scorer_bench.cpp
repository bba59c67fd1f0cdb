// SPDX-License-Identifier: MIT
//
// Where the time of one still picture goes with the model that ships: preparing, filling the tensor, the
// network on OpenCV alone and with oneDNN.
#include <benchmark/benchmark.h>

#include <opencv2/core.hpp>
#include <vector>

#include "aesthetic/picture.hpp"
#include "aesthetic/scorer.hpp"

namespace {

using aesthetic::Scorer;

Scorer& scorer() {
  static Scorer shared(aesthetic::default_model(), aesthetic::Device::cpu);
  return shared;
}

cv::Mat noise(cv::Size size) {
  cv::Mat picture(size, CV_8UC3);
  cv::RNG(7).fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

void prepare(benchmark::State& state) {
  const auto picture = noise({static_cast<int>(state.range(0)), static_cast<int>(state.range(1))});
  for (auto _ : state) benchmark::DoNotOptimize(aesthetic::prepare(picture, scorer().card().input).data);
}
BENCHMARK(prepare)->Args({640, 480})->Args({1920, 1080})->Args({4000, 3000})->UseRealTime();

// What a video frame costs: no new memory after the first.
void warp(benchmark::State& state) {
  const auto picture = noise({static_cast<int>(state.range(0)), static_cast<int>(state.range(1))});
  aesthetic::Warp warp;
  for (auto _ : state) {
    const uchar* data = warp(picture, scorer().card().input.size).data;
    benchmark::DoNotOptimize(data);
  }
}
BENCHMARK(warp)->Args({640, 360})->Args({1280, 720})->Args({1920, 1080})->UseRealTime();

void fill_tensor(benchmark::State& state) {
  const auto& input = scorer().card().input;
  const auto picture = noise(input.size);
  std::vector<float> planes(picture.total() * 3);
  for (auto _ : state) {
    aesthetic::to_planes(picture, input, planes.data());
    benchmark::ClobberMemory();
  }
}
BENCHMARK(fill_tensor)->UseRealTime();

void score(benchmark::State& state, aesthetic::Device device) {
  Scorer on_device(aesthetic::default_model(), device);
  const std::vector<cv::Mat> pictures(static_cast<std::size_t>(state.range(0)),
                                      noise(on_device.card().input.size));
  on_device.score(pictures);
  for (auto _ : state) benchmark::DoNotOptimize(on_device.score(pictures).data());
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(score, cpu, aesthetic::Device::cpu)
    ->Arg(1)
    ->Arg(8)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(score, cpu_onednn, aesthetic::Device::cpu_onednn)
    ->Arg(1)
    ->Arg(8)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
