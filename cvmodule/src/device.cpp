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
#include "settings.hpp"

namespace aesthetic {
namespace {

constexpr std::array<std::pair<Device, std::string_view>, 7> names = {
    {{Device::automatic, "auto"},
     {Device::cpu, "cpu"},
     {Device::cpu_onednn, "cpu-onednn"},
     {Device::cpu_onednn_bf16, "cpu-onednn-bf16"},
     {Device::cpu_onednn_int8, "cpu-onednn-int8"},
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

std::string known_names() {
  std::string all;
  for (const auto& [device, name] : names) all += (all.empty() ? "" : ", ") + std::string(name);
  return all;
}

std::string reason_against(Device device) {
  if (device == Device::cpu_onednn_bf16) return "the processor has neither AMX nor AVX512-BF16";
  if (device == Device::cpu_onednn_int8) return "the processor has no AVX512-VNNI";
  return reason_against_cuda();
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
    throw Error(ErrorKind::no_device,
                "device " + std::string(name) + " is unknown; known are " + known_names());
  return found->first;
}

std::vector<Device> available_devices() {
  std::vector<Device> devices = {Device::cpu, Device::cpu_onednn};
  if (layers::has_instructions_for(layers::Precision::bfloat16)) devices.push_back(Device::cpu_onednn_bf16);
  if (layers::has_instructions_for(layers::Precision::int8)) devices.push_back(Device::cpu_onednn_int8);
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
  if (asked == Device::automatic) {
    std::vector<Device> candidates = {Device::cuda, Device::cpu_onednn_bf16, Device::cpu_onednn};
    candidates.erase(std::remove_if(candidates.begin(), candidates.end(), [&](auto d) { return !has(d); }),
                     candidates.end());
    return candidates;
  }
  if (has(asked)) return {asked};
  throw Error(ErrorKind::no_device, "device " + to_string(asked) + " cannot be used: " +
                                        reason_against(asked) + "; use cpu, cpu-onednn or auto");
}

}  // namespace aesthetic
