// SPDX-License-Identifier: MIT
//
// What aestheticoverlay does to a frame, on one thread: drawing the panel anew (when something in it
// changed), blending it into the pixels (where downstream takes no composition).
//
//   build/release/bin/overlay_bench
#include <benchmark/benchmark.h>

#include <string>
#include <utility>

#include "panel_composition.hpp"
#include "score_panel.hpp"

namespace aesthetic {
namespace {

struct Scene {
  explicit Scene(int width, int height)
      : panel(text, {width, height, 1}, 0.45, {{"quality", "rule of thirds", "simplicity"}, true, true}) {
    history.restart(10 * GST_SECOND);
    for (int i = 0; i < 250; ++i) {
      const GstClockTimeDiff time = i * 40 * GST_MSECOND;
      history.advance(time);
      history.add(time, 0.5 + 0.001 * (i % 100));
    }
    composition.resize(panel.width(), panel.height());
    draw();
  }

  void draw() {
    panel.update({0.64, {0.2, 0.4, 0.6}, 0}, history);
    composition.redraw([&](unsigned char* pixels, int stride) { panel.draw(pixels, stride, history); });
    composition.place({panel.margin_x(), panel.margin_y()}, 1);
  }

  PanelText text;
  ScorePanel panel;
  ScoreHistory history;
  PanelComposition composition;
};

void draw(benchmark::State& state, int width, int height) {
  Scene scene(width, height);
  for ([[maybe_unused]] const auto turn : state) scene.draw();
}

void blend(benchmark::State& state, const char* format, int width, int height) {
  Scene scene(width, height);
  GstVideoInfo info;
  gst_video_info_set_format(&info, gst_video_format_from_string(format), static_cast<guint>(width),
                            static_cast<guint>(height));
  BufferPtr frame(gst_buffer_new_allocate(nullptr, GST_VIDEO_INFO_SIZE(&info), nullptr));
  gst_buffer_memset(frame.get(), 0, 128, GST_VIDEO_INFO_SIZE(&info));
  for ([[maybe_unused]] const auto turn : state) frame = scene.composition.blend(std::move(frame), info);
}

}  // namespace
}  // namespace aesthetic

int main(int argc, char** argv) {
  gst_init(&argc, &argv);
  for (const auto& [width, height] :
       {std::pair(320, 240), std::pair(1280, 720), std::pair(1920, 1080), std::pair(3840, 2160)}) {
    const std::string size = "/" + std::to_string(width) + "x" + std::to_string(height);
    benchmark::RegisterBenchmark(("draw" + size).c_str(), aesthetic::draw, width, height)
        ->Unit(benchmark::kMillisecond);
    for (const char* format : {"I420", "NV12", "RGB", "P010_10LE"})
      benchmark::RegisterBenchmark(("blend/" + std::string(format) + size).c_str(), aesthetic::blend, format,
                                   width, height)
          ->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
