// SPDX-License-Identifier: MIT
//
// How `aestheticscore` is set up in the pipelines of this program.
//
//   set_up(pipeline.element("score").get(), Scoring{aesthetic::default_model()});
#pragma once

#include <gst/gst.h>

#include <chrono>
#include <filesystem>

#include "aesthetic/device.hpp"

namespace aesthetic {

// The element's properties of these names.
struct Scoring {
  std::filesystem::path model;
  Device device = Device::automatic;
  int interval = 1;  // scores every interval-th frame; the frames between carry the held score
  int threads = 0;
  int batch_size = 0;
  std::chrono::nanoseconds batch_timeout{0};
};

void set_up(GstElement* score, const Scoring& scoring);

}  // namespace aesthetic
