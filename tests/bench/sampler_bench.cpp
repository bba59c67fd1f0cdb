// SPDX-License-Identifier: MIT
//
// Time from a raw video frame to the picture a network takes, on one thread of ours (OpenCV and
// GstVideoConverter may use more).
//
//   build/release/bin/sampler_bench
#include <benchmark/benchmark.h>

#include <string>

#include "aesthetic/model_card.hpp"
#include "frame_sampler.hpp"
#include "gst_handles.hpp"

namespace aesthetic {
namespace {

struct Video {
  const char* format;
  int width;
  int height;
};

void sample(benchmark::State& state, const Video& video) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, gst_video_format_from_string(video.format),
                            static_cast<guint>(video.width), static_cast<guint>(video.height));
  const BufferPtr frame(gst_buffer_new_allocate(nullptr, GST_VIDEO_INFO_SIZE(&info), nullptr));
  constexpr guint8 grey = 128;
  gst_buffer_memset(frame.get(), 0, grey, GST_VIDEO_INFO_SIZE(&info));
  ModelInput input;
  input.size = {224, 224};
  FrameSampler sampler(info, input);
  for ([[maybe_unused]] const auto turn : state) {
    const uchar* data = sampler.sample(frame.get()).data;
    benchmark::DoNotOptimize(data);
  }
}

}  // namespace
}  // namespace aesthetic

int main(int argc, char** argv) {
  gst_init(&argc, &argv);
  for (const auto& [width, height] : {std::pair(1280, 720), std::pair(1920, 1080)})
    for (const char* format : {"I420", "NV12", "YUY2", "I420_10LE", "RGB"}) {
      const std::string name =
          std::string(format) + "/" + std::to_string(width) + "x" + std::to_string(height);
      benchmark::RegisterBenchmark(name.c_str(), aesthetic::sample, aesthetic::Video{format, width, height})
          ->Unit(benchmark::kMillisecond);
    }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
