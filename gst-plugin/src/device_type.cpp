// SPDX-License-Identifier: MIT
#include "device_type.hpp"

#include "aesthetic/device.hpp"

GType gst_aesthetic_device_get_type() {
  using aesthetic::Device;
  static const GEnumValue values[] = {
      {static_cast<gint>(Device::automatic),
       "CUDA where there is one, otherwise the CPU with oneDNN, in bfloat16 where that is faster and agrees "
       "with float32",
       "auto"},
      {static_cast<gint>(Device::cpu), "CPU, OpenCV alone", "cpu"},
      {static_cast<gint>(Device::cpu_onednn), "CPU in float32, with oneDNN for what it runs of the network",
       "cpu-onednn"},
      {static_cast<gint>(Device::cpu_onednn_bf16),
       "CPU in bfloat16, with oneDNN for what it runs of the network; an error where the processor has no "
       "instructions for it",
       "cpu-onednn-bf16"},
      {static_cast<gint>(Device::cpu_onednn_int8),
       "CPU in 8 bits, with oneDNN, for models that aesthetic quantize prepared; an error for others",
       "cpu-onednn-int8"},
      {static_cast<gint>(Device::cuda), "CUDA in float32; an error where there is none", "cuda"},
      {static_cast<gint>(Device::cuda_fp16), "CUDA in half precision; an error where there is none",
       "cuda-fp16"},
      {0, nullptr, nullptr}};
  static const GType type = g_enum_register_static("GstAestheticDevice", values);
  return type;
}
