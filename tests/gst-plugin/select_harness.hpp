// SPDX-License-Identifier: MIT
//
// One aestheticselect element under GstHarness, fed with frames that carry scores.
//
//   SelectHarness harness(Properties{{"window", "200000000"}});
//   harness.push({0.5, 0.9, 0.3});                       // 25 frames a second
//   EXPECT_THAT(harness.passed(), ElementsAre(1));       // frame numbers
#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness.hpp"

namespace aesthetic::test {

constexpr GstClockTime frame_time = 40 * GST_MSECOND;

// A frame of 64x48 RGB that passes the gates.
BufferPtr good_frame();
// Puts overall, quality and simplicity on it.
void put_score(GstBuffer* frame, float overall, bool fresh = true, float quality = 0.5F);
// Gives it the time of the n-th frame.
void put_time(GstBuffer* frame, guint64 number);

class SelectHarness {
 public:
  explicit SelectHarness(const Properties& properties = {});
  ~SelectHarness();
  SelectHarness(const SelectHarness&) = delete;
  SelectHarness& operator=(const SelectHarness&) = delete;

  GstHarness* get() const { return harness_; }
  GstElement* element() const { return harness_->element; }
  GstBus* bus() const { return bus_; }

  GstFlowReturn push(BufferPtr frame) const { return gst_harness_push(harness_, frame.release()); }
  // Good frames with these overall scores, the next ones in time.
  void push(const std::vector<float>& scores);
  // The next one with such a score, when it is not an ordinary one.
  GstFlowReturn push_next(BufferPtr frame);
  bool send(GstEvent* event) const { return gst_harness_push_event(harness_, event) != FALSE; }
  // Next to be pushed.
  void jump_to(guint64 number) { next_ = number; }

  // Numbers of the frames that came out since the last call.
  std::vector<guint64> passed() const;
  // Frame numbers where GAP events that came out since the last call begin.
  std::vector<guint64> gaps() const;
  std::map<std::string, guint64> stats() const;

 private:
  GstHarness* harness_;
  GstBus* bus_;
  guint64 next_ = 0;
};

}  // namespace aesthetic::test
