// SPDX-License-Identifier: MIT
//
// Pictures a second of the networks of network_bench in LibTorch, as the trainer builds them, with random
// weights and the paper's head; for peers.py. Channels last, without gradients.
//
//   libtorch_bench [--benchmark_filter=vgg16/.*]
#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>
#include <sched.h>

#include <map>

#include "networks/scoring_network.hpp"

namespace {

using aesthetic::training::Precision;
using aesthetic::training::ScoringNetwork;

constexpr int side = 224;

aesthetic::training::NetworkOptions options_of(const std::string& backbone) {
  aesthetic::training::NetworkOptions options;
  options.backbone = backbone;
  options.size = side;
  options.head.name = "multi-task";
  options.tasks = 5;
  return options;
}

void score(benchmark::State& state, const std::string& backbone, Precision precision, std::int64_t batch) {
  const c10::InferenceMode no_gradients;
  torch::manual_seed(1);
  ScoringNetwork network(options_of(backbone));
  network.eval();
  network.set_precision(precision);
  for (auto& parameter : network.parameters())
    if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(torch::MemoryFormat::ChannelsLast));
  const auto pictures = torch::rand({batch, 3, side, side}).contiguous(torch::MemoryFormat::ChannelsLast);
  network.forward(pictures);
  for (auto _ : state) benchmark::DoNotOptimize(network.forward(pictures).data_ptr<float>());
  state.SetItemsProcessed(state.iterations() * batch);
}

// The cores that the process may use, which are not always all there are.
int usable_cores() {
  cpu_set_t cores;
  return sched_getaffinity(0, sizeof(cores), &cores) == 0 ? CPU_COUNT(&cores) : 1;
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  at::set_num_threads(usable_cores());
  const std::map<std::string, std::string> backbones = {{"vgg16", "vgg16"},
                                                        {"squeezenet1_1", "squeezenet1-1"},
                                                        {"efficientnet_lite0", "efficientnet-lite0"},
                                                        {"resnet50", "resnet-50"}};
  std::map<std::string, Precision> precisions = {{"float32", Precision::float32}};
  if (aesthetic::training::cpu_has_bfloat16()) precisions["bfloat16"] = Precision::bfloat16;
  for (const auto& [network, backbone] : backbones)
    for (const auto& [name, precision] : precisions)
      for (const int batch : {1, 8}) {
        const auto label = network + "/" + name + "/" + std::to_string(batch);
        benchmark::RegisterBenchmark(label.c_str(), score, backbone, precision, batch)
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime();
      }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
