// SPDX-License-Identifier: MIT
//
// One aestheticoverlay element under GstHarness, frames with scores for it, and what comes out.
//
//   OverlayHarness overlay(Properties{{"position", "top-right"}});
//   overlay.set_caps(caps_text("RGB", 320, 240));
//   const cv::Mat shown = overlay.picture(scored(grey_frame(info)));
#pragma once

#include <gst/check/gstharness.h>
#include <gst/video/video.h>

#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <vector>

#include "frames.hpp"
#include "gst_handles.hpp"
#include "harness.hpp"
#include "score_meta.hpp"

namespace aesthetic::test {

// overall, quality, rule_of_thirds, in that order; as many as there are values.
FrameScore some_score(std::vector<float> values = {0.6F, 0.3F, 0.8F});
// The frame with that score on it, computed on it unless `age` says how long before.
BufferPtr scored(BufferPtr frame, const FrameScore& score = some_score(), GstClockTime pts = 0,
                 GstClockTime age = 0);
// One grey.
BufferPtr grey_frame(const GstVideoInfo& info, int level = 120);
// Any frame as CV_8UC3, by GstVideoConverter.
cv::Mat rgb_picture(GstBuffer* buffer, const GstVideoInfo& info);
// Where two pictures of one size differ.
cv::Rect difference(const cv::Mat& one, const cv::Mat& other);

class OverlayHarness {
 public:
  explicit OverlayHarness(const Properties& properties = {});
  ~OverlayHarness();
  OverlayHarness(const OverlayHarness&) = delete;
  OverlayHarness& operator=(const OverlayHarness&) = delete;

  GstHarness* get() const { return harness_; }
  GstElement* element() const { return harness_->element; }
  GstBus* bus() const { return bus_; }

  // From here on downstream takes overlay compositions.
  void take_compositions() const;
  void set_caps(const std::string& caps);
  // Null when it does not come out.
  BufferPtr pass(BufferPtr frame) const;
  // What people see then, where the panel is blended.
  cv::Mat picture(BufferPtr frame) const;
  // Caps that downstream was told last.
  std::string output_caps() const;
  // Texts of all warnings so far.
  std::vector<std::string> take_warnings() const;

 private:
  GstHarness* harness_;
  GstBus* bus_;
  GstVideoInfo info_ = {};
};

}  // namespace aesthetic::test
