// SPDX-License-Identifier: MIT
//
// What the element costs a stream that it hardly scores: processor time of 1920x1080 NV12 through
// aestheticscore at interval=1000, against the same pipeline with identity in its place.
//
//   build/release/bin/overhead_bench [TURNS [FRAMES]]
//
// A machine that does other things as well is too noisy for that; what does not depend on it are
// instructions:
//
//   AESTHETIC_MODEL=build/release/tests/networks/mean.onnx valgrind --tool=callgrind --instr-atstart=no
//       build/release/bin/overhead_bench 1 60
//   grep -ahE '^(desc: Trigger|totals)' callgrind.out.*
//
// Loading the model is not counted. The pipelines take turns, so that what else the machine does meets both;
// prints the median of the turns' ratios, for videotestsrc's usual picture and for a black one, which takes
// next to no time to make and so shows the cost of a frame best.
#include <gst/gst.h>
#include <sys/resource.h>
#include <valgrind/callgrind.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

double seconds(const timeval& time) {
  constexpr double micro = 1e-6;
  return static_cast<double>(time.tv_sec) + micro * static_cast<double>(time.tv_usec);
}

double processor_seconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void wait_for(GstElement* pipeline, GstMessageType wanted) {
  GstBus* bus = gst_element_get_bus(pipeline);
  GstMessage* message = gst_bus_timed_pop_filtered(bus, GST_CLOCK_TIME_NONE,
                                                   static_cast<GstMessageType>(wanted | GST_MESSAGE_ERROR));
  const bool failed = GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR;
  gst_message_unref(message);
  gst_object_unref(bus);
  if (failed) throw std::runtime_error("the pipeline failed; see it with GST_DEBUG=2");
}

// Processor time of the stream after its first frame.
double cost(const std::string& pattern, const std::string& element, int frames) {
  const std::string line = "videotestsrc pattern=" + pattern + " num-buffers=" + std::to_string(frames) +
                           " ! video/x-raw,format=NV12,width=1920,height=1080,framerate=30/1 ! " + element +
                           " ! fakesink sync=false";
  GstElement* pipeline = gst_parse_launch(line.c_str(), nullptr);
  if (pipeline == nullptr) throw std::runtime_error("cannot make " + line);
  gst_element_set_state(pipeline, GST_STATE_PAUSED);
  wait_for(pipeline, GST_MESSAGE_ASYNC_DONE);
  const std::string name = pattern + " " + element;
  CALLGRIND_START_INSTRUMENTATION;
  const double began = processor_seconds();
  gst_element_set_state(pipeline, GST_STATE_PLAYING);
  wait_for(pipeline, GST_MESSAGE_EOS);
  const double took = processor_seconds() - began;
  CALLGRIND_DUMP_STATS_AT(name.c_str());
  CALLGRIND_STOP_INSTRUMENTATION;
  gst_element_set_state(pipeline, GST_STATE_NULL);
  gst_object_unref(pipeline);
  return took;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void compare(const std::string& pattern, int turns, int frames) {
  std::vector<double> ratios;
  std::vector<double> plain;
  for (int turn = 0; turn < turns; ++turn) {
    const double scored = cost(pattern, "aestheticscore interval=1000", frames);
    plain.push_back(cost(pattern, "identity", frames));
    ratios.push_back(scored / plain.back());
  }
  constexpr double micro = 1e-6;
  std::cout << pattern << ": " << median(plain) / frames / micro << " microseconds a frame with identity, "
            << median(ratios) << " times that with aestheticscore (" << turns << " turns, "
            << *std::min_element(ratios.begin(), ratios.end()) << " to "
            << *std::max_element(ratios.begin(), ratios.end()) << ")" << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
  gst_init(&argc, &argv);
  const int turns = argc > 1 ? std::atoi(argv[1]) : 11;
  constexpr int unscored = 1000;
  const int frames = argc > 2 ? std::atoi(argv[2]) : unscored;
  if (turns < 1 || frames < 1 || frames > unscored) {
    std::cerr << "usage: overhead_bench [TURNS [FRAMES]], at most 1000 frames\n";
    return 2;
  }
  try {
    if (gst_plugin_load_file(AESTHETIC_PLUGIN_FILE, nullptr) == nullptr)
      throw std::runtime_error("the plugin cannot be loaded");
    for (const char* pattern : {"black", "smpte"}) compare(pattern, turns, frames);
  } catch (const std::runtime_error& fault) {
    std::cerr << "overhead_bench: " << fault.what() << '\n';
    return 1;
  }
  return 0;
}
