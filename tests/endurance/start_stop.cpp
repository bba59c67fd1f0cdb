// SPDX-License-Identifier: MIT
//
// Starts and stops a pipeline so many times, for tools that look for leaks: start_stop TIMES [--leak]
// --leak leaves an element behind, to show that they look.
#include <gst/gst.h>

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include "scored_video.hpp"

namespace {

// In both modes to the end of the stream, and stopped in the middle of it.
void run_once(int turn) {
  aesthetic::test::ScoredVideo video(3);
  gst_util_set_object_arg(G_OBJECT(video.scorer()), "mode", turn % 2 == 0 ? "sync" : "async");
  video.set_state(GST_STATE_PLAYING);
  if (turn % 4 < 2) {
    while (video.take_frame()) {
    }
  } else {
    video.take_frame();
  }
}

}  // namespace

int main(int argc, char** argv) {
  gst_init(&argc, &argv);
  const int times = argc > 1 ? std::atoi(argv[1]) : 0;
  if (times < 1) {
    std::cerr << "usage: start_stop TIMES [--leak]\n";
    return 2;
  }
  try {
    for (int turn = 0; turn < times; ++turn) run_once(turn);
  } catch (const std::runtime_error& fault) {
    std::cerr << "start_stop: " << fault.what() << '\n';
    return 1;
  }
  if (argc > 2 && argv[2] == std::string("--leak"))
    gst_object_ref_sink(gst_element_factory_make("identity", nullptr));
  gst_deinit();
  return 0;
}
