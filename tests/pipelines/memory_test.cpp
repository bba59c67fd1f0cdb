// SPDX-License-Identifier: MIT
//
// Scoring a long video takes no more memory than scoring a short one.
#include <gst/app/gstappsink.h>
#include <gtest/gtest.h>

#include <iostream>

#include "aesthetic/model_card.hpp"
#include "program.hpp"
#include "reading/gst.hpp"
#include "resident_memory.hpp"

namespace aesthetic::test {
namespace {

constexpr int early = 500;
constexpr int late = 5000;
constexpr double most_growth = 1.05;

TEST(Memory, DoesNotGrowWithTheFrames) {
  const auto shipped = default_model();
  const auto model = std::filesystem::exists(shipped) ? shipped : mean_network();
  gst::Pipeline pipeline("videotestsrc num-buffers=" + std::to_string(late) +
                         " ! video/x-raw,format=I420,width=640,height=360 ! aestheticscore model=\"" +
                         model.string() + "\" ! appsink name=out sync=false max-buffers=2");
  const auto out = pipeline.element("out");
  pipeline.play();
  double at_early = 0;
  for (int frame = 1; frame <= late; ++frame) {
    const gst::Ptr<GstSample> sample(gst_app_sink_pull_sample(GST_APP_SINK(out.get())));
    ASSERT_NE(sample, nullptr) << "after " << frame - 1 << " frames";
    // As an application does: what nobody reads stays on the bus.
    while (pipeline.next_message() != nullptr) continue;
    if (frame == early) at_early = resident_megabytes();
  }
  const double at_late = resident_megabytes();
  std::cout << model.filename() << ": resident " << at_early << " MB after " << early << " frames, "
            << at_late << " MB after " << late << " (" << 100 * (at_late / at_early - 1) << " %)\n";
  EXPECT_LE(at_late, most_growth * at_early);
}

}  // namespace
}  // namespace aesthetic::test
