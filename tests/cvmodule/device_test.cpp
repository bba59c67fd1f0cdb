// SPDX-License-Identifier: MIT
#include "aesthetic/device.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "expect_error.hpp"

namespace aesthetic {
namespace {

bool has(Device device) {
  const auto devices = available_devices();
  return std::find(devices.begin(), devices.end(), device) != devices.end();
}

TEST(Device, NamesReadBack) {
  for (const auto device : {Device::automatic, Device::cpu, Device::cpu_onednn, Device::cpu_onednn_bf16,
                            Device::cpu_onednn_int8, Device::cuda, Device::cuda_fp16})
    EXPECT_EQ(parse_device(to_string(device)), device);
}

TEST(Device, UnknownNameIsAnErrorThatNamesTheKnownOnes) {
  test::expect_error(ErrorKind::no_device, {"npu", "cuda-fp16"}, [] { parse_device("npu"); });
}

TEST(Device, TheCpuIsAlwaysThere) {
  EXPECT_EQ(available_devices().front(), Device::cpu);
  EXPECT_EQ(resolve(Device::cpu), std::vector{Device::cpu});
}

TEST(Device, AutomaticTakesCudaOnlyWhereThereIsOne) {
  const auto devices = resolve(Device::automatic);
  EXPECT_EQ(devices.front() == Device::cuda, has(Device::cuda));
  EXPECT_EQ(devices.back(), Device::cpu_onednn);
}

TEST(Device, AutomaticTakesBfloat16OnlyWhereTheProcessorHasIt) {
  const auto devices = resolve(Device::automatic);
  EXPECT_EQ(std::count(devices.begin(), devices.end(), Device::cpu_onednn_bf16),
            has(Device::cpu_onednn_bf16) ? 1 : 0);
}

TEST(Device, Bfloat16WithoutInstructionsForItIsAnErrorThatSaysSo) {
  if (has(Device::cpu_onednn_bf16)) {
    EXPECT_EQ(resolve(Device::cpu_onednn_bf16), std::vector{Device::cpu_onednn_bf16});
  } else {
    test::expect_error(ErrorKind::no_device, {"cpu-onednn-bf16", "AVX512-BF16"},
                       [] { resolve(Device::cpu_onednn_bf16); });
  }
}

TEST(Device, CudaWithoutCudaIsAnErrorThatSaysSo) {
  for (const auto device : {Device::cuda, Device::cuda_fp16}) {
    if (has(device)) {
      EXPECT_EQ(resolve(device), std::vector{device});
    } else {
      test::expect_error(ErrorKind::no_device, {to_string(device), "CUDA"}, [&] { resolve(device); });
    }
  }
}

}  // namespace
}  // namespace aesthetic
