// SPDX-License-Identifier: MIT
//
// aesthetic devices: what this OpenCV can run networks on.
#include "aesthetic/device.hpp"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <opencv2/core/utility.hpp>
#include <utility>

#include "aesthetic/error.hpp"
#include "cli/commands.hpp"
#include "cli/options.hpp"

namespace aesthetic {
namespace {

std::string verdict(Device device) {
  try {
    resolve(device);
    return "yes";
  } catch (const Error& error) {
    return std::string("no: ") + error.what();
  }
}

}  // namespace

int run_devices(int argc, const char* const* argv) {
  CommandLine line("aesthetic devices", "Tells what this OpenCV can run networks on, and what 'auto' takes.");
  if (!line.parse(argc, argv)) return 0;
  std::cout << std::left << std::setw(17) << "OpenCV" << cv::getVersionString() << ", " << cv::getNumThreads()
            << " threads\n";
  for (const Device device : {Device::cpu, Device::cpu_onednn, Device::cpu_onednn_bf16,
                              Device::cpu_onednn_int8, Device::cuda, Device::cuda_fp16})
    std::cout << std::setw(17) << to_string(device) << verdict(device) << '\n';
  std::cout << std::setw(17) << "auto"
            << "takes the first that suits the model: ";
  const char* separator = "";
  for (const Device device : resolve(Device::automatic))
    std::cout << std::exchange(separator, ", ") << to_string(device);
  std::cout << '\n';
  return 0;
}

}  // namespace aesthetic
