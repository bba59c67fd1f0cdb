// SPDX-License-Identifier: MIT
//
// Where OpenCV DNN runs a network. OpenCV itself turns a CUDA request it cannot meet into the CPU without a
// word; here such a request is an error, and `automatic` says what it became.
//
//   aesthetic::Device device = aesthetic::resolve(aesthetic::Device::automatic).front();  // cuda or
//   cpu_onednn std::cout << aesthetic::to_string(device) << '\n';
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "aesthetic/export.hpp"

namespace aesthetic {

enum class Device {
  automatic,   // "auto": cuda where there is one, else cpu_onednn_bf16 where that is faster and agrees with
               // float32, else cpu_onednn
  cpu,         // "cpu": OpenCV's own layers
  cpu_onednn,  // "cpu-onednn": float32 on oneDNN as far as it runs the network, else `cpu`
  cpu_onednn_bf16,  // "cpu-onednn-bf16": the same in bfloat16
  cpu_onednn_int8,  // "cpu-onednn-int8": the same in whole numbers of 8 bits, for models that quantize()
                    // prepared
  cuda,             // "cuda": float32
  cuda_fp16         // "cuda-fp16": half precision
};

// "auto", "cpu", "cpu-onednn", "cpu-onednn-bf16", "cpu-onednn-int8", "cuda", "cuda-fp16".
AESTHETIC_EXPORT std::string to_string(Device device);

// The device of that name; throws Error(no_device) naming the known ones otherwise.
AESTHETIC_EXPORT Device parse_device(std::string_view name);

// What networks can run on here; `cpu` and `cpu_onednn` always, first.
AESTHETIC_EXPORT std::vector<Device> available_devices();

// The devices to try a network on, the best first, when `asked` is asked for; never `automatic`. Throws
// Error(no_device) with the reason when there is none. Which of them the network runs on,
// Scorer::active_device() tells.
AESTHETIC_EXPORT std::vector<Device> resolve(Device asked);

}  // namespace aesthetic
