// SPDX-License-Identifier: MIT
//
// One aestheticscore element under GstHarness, and the scores that come out.
//
//   Harness harness(Properties{{"interval", "2"}});
//   harness.set_caps(caps_text("RGB", 8, 8));
//   const Score score = harness.score(rgb_frame(picture), 40 * GST_MSECOND);
#pragma once

#include <gst/check/gstharness.h>
#include <gst/gst.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gst_handles.hpp"

namespace aesthetic::test {

// Path of one of the generated networks: network("mean").
std::string network(const std::string& name);

// The metadata, the message or the property, read as any application would.
struct Score {
  double overall = -1;
  std::map<std::string, double> attributes;
  std::string model;
  bool fresh = false;
  guint64 pts = 0;
  guint64 age = 0;
};

Score read_score(const GstStructure* structure);
std::optional<Score> read_score(GstBuffer* buffer);

// What mean.onnx gives for a mean of one or more channels in 0..255.
double expected_score(double mean);
// How far the rounding moves it when videoconvert makes 8-bit YUV.
constexpr double yuv_rounding = 0.007;

struct Fault {
  GQuark domain = 0;
  int code = 0;
  std::string text;
};

// The first error on the bus now, if any.
std::optional<Fault> take_error(GstBus* bus);

// Loads the plugin file as it was built, once. new_element() and Pipeline do it.
void load_plugin();

// A new element with mean.onnx unless `properties` say otherwise.
using Properties = std::vector<std::pair<std::string, std::string>>;
GstElement* new_element(const Properties& properties = {});

class Harness {
 public:
  explicit Harness(const Properties& properties = {});
  ~Harness();
  Harness(const Harness&) = delete;
  Harness& operator=(const Harness&) = delete;

  GstHarness* get() const { return harness_; }
  GstElement* element() const { return harness_->element; }
  GstBus* bus() const { return bus_; }

  void set_caps(const std::string& caps) const { gst_harness_set_src_caps_str(harness_, caps.c_str()); }
  // The frame as it comes out; null when it does not.
  BufferPtr pass(BufferPtr frame, GstClockTime pts = 0) const;
  // The score that the frame comes out with.
  std::optional<Score> score(BufferPtr frame, GstClockTime pts = 0) const;
  // All messages aesthetic-score on the bus so far.
  std::vector<StructurePtr> take_messages() const;

 private:
  GstHarness* harness_;
  GstBus* bus_;
};

}  // namespace aesthetic::test
