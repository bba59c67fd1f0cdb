// SPDX-License-Identifier: MIT
#include "aesthetic/device.hpp"

#include <algorithm>
#include <array>
#include <opencv2/core/cuda.hpp>
#include <opencv2/core/utility.hpp>
#include <opencv2/core/version.hpp>
#include <opencv2/dnn.hpp>
#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

constexpr std::array<std::pair<Device, std::string_view>, 5> names = {{{Device::automatic, "auto"},
                                                                       {Device::cpu, "cpu"},
                                                                       {Device::cpu_onednn, "cpu-onednn"},
                                                                       {Device::cuda, "cuda"},
                                                                       {Device::cuda_fp16, "cuda-fp16"}}};

// Why OpenCV offers no CUDA target.
std::string reason_against_cuda() {
  const std::string opencv = std::string("OpenCV ") + CV_VERSION;
  const std::string& build = cv::getBuildInformation();
  const auto line = build.find("NVIDIA CUDA:");
  if (line == std::string::npos ||
      build.substr(line, build.find('\n', line) - line).find("YES") == std::string::npos)
    return opencv + " is built without CUDA";
  int gpus = 0;
  try {
    gpus = cv::cuda::getCudaEnabledDeviceCount();
  } catch (const cv::Exception& fault) {
    return "CUDA does not start: " + fault.err;
  }
  if (gpus < 0)
    return "the NVIDIA driver is missing or older than the CUDA that " + opencv + " is built with";
  if (gpus == 0) return "there is no NVIDIA GPU";
  return opencv + " is not built for the GPU that is here";
}

}  // namespace

std::string to_string(Device device) {
  const auto* found =
      std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.first == device; });
  return std::string(found->second);
}

Device parse_device(std::string_view name) {
  const auto* found =
      std::find_if(names.begin(), names.end(), [&](const auto& n) { return n.second == name; });
  if (found == names.end())
    throw Error(ErrorKind::no_device, "device " + std::string(name) +
                                          " is unknown; known are auto, cpu, cpu-onednn, cuda, cuda-fp16");
  return found->first;
}

std::vector<Device> available_devices() {
  std::vector<Device> devices = {Device::cpu, Device::cpu_onednn};
  for (const auto target : cv::dnn::getAvailableTargets(cv::dnn::DNN_BACKEND_CUDA)) {
    if (target == cv::dnn::DNN_TARGET_CUDA) devices.push_back(Device::cuda);
    if (target == cv::dnn::DNN_TARGET_CUDA_FP16) devices.push_back(Device::cuda_fp16);
  }
  return devices;
}

std::vector<Device> resolve(Device asked) {
  const auto devices = available_devices();
  const auto has = [&](Device device) {
    return std::find(devices.begin(), devices.end(), device) != devices.end();
  };
  if (asked == Device::automatic)
    return has(Device::cuda) ? std::vector{Device::cuda, Device::cpu_onednn}
                             : std::vector{Device::cpu_onednn};
  if (has(asked)) return {asked};
  throw Error(ErrorKind::no_device, "device " + to_string(asked) + " cannot be used: " +
                                        reason_against_cuda() + "; use cpu, cpu-onednn or auto");
}

}  // namespace aesthetic
