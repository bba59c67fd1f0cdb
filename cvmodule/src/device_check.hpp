// SPDX-License-Identifier: MIT
//
// Which of several devices a network is loaded on: the first that runs it and computes what the processor
// computes. GPUs, drivers and libraries that do not belong together may run a network and give nonsense.
//
//   Network network = load_on_first({Device::cuda, Device::cpu_onednn}, load, remarks);
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "network.hpp"

namespace aesthetic {

// The greatest difference of a score that a device may make: 1e-3 in float32, 1e-2 in half precision.
double greatest_difference(Device device);

// Runs pictures of noise and of one colour through both, in the first and the last place of a batch.
// Throws Error(no_device), naming device, task and difference, where a score differs by more than `bound`.
void check_against(Network& reference, Network& network, const ModelInput& input, double bound);

// The network as loaded by `load` for the first of `candidates` for which it does not throw Error(no_device).
// Why each of the others was not taken is added to `remarks`; what the last one throws is thrown on.
Network load_on_first(const std::vector<Device>& candidates, const std::function<Network(Device)>& load,
                      std::vector<std::string>& remarks);

}  // namespace aesthetic
