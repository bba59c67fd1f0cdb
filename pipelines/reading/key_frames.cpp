// SPDX-License-Identifier: MIT
#include "reading/key_frames.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "reading/added_elements.hpp"
#include "reading/gst.hpp"

namespace aesthetic {
namespace {

// Of one decoder.
struct KeyFrameGate {
  GstClockTime step = 0;
  GstClockTime last = GST_CLOCK_TIME_NONE;

  bool passes(GstPad* pad, GstBuffer* buffer);
};

bool has_only_key_frames(GstPad* pad) {
  constexpr std::array<std::string_view, 4> codecs = {"image/jpeg", "image/png", "video/x-prores",
                                                      "video/x-dnxhd"};
  const gst::Ptr<GstCaps> caps(gst_pad_get_current_caps(pad));
  if (caps == nullptr) return false;
  const char* name = gst_structure_get_name(gst_caps_get_structure(caps.get(), 0));
  return std::find(codecs.begin(), codecs.end(), name) != codecs.end();
}

bool KeyFrameGate::passes(GstPad* pad, GstBuffer* buffer) {
  if (GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)) return false;
  const GstClockTime pts = GST_BUFFER_PTS(buffer);
  const bool near =
      GST_CLOCK_TIME_IS_VALID(last) && GST_CLOCK_TIME_IS_VALID(pts) && pts >= last && pts - last < step;
  if (near && has_only_key_frames(pad)) return false;
  last = pts;
  return true;
}

void watch(GstElement* decoder, GstClockTime step) {
  const gst::Ptr<GstPad> pad(gst_element_get_static_pad(decoder, "sink"));
  on_buffer(pad.get(), [gate = KeyFrameGate{step}](GstPad* where, GstBuffer*& buffer) mutable {
    return gate.passes(where, buffer);
  });
}

}  // namespace

void decode_key_frames_only(GstElement* pipeline, double step) {
  const auto nanoseconds = static_cast<GstClockTime>(step * GST_SECOND);
  on_element_added(pipeline, [nanoseconds](GstElement* element) {
    if (decodes_video(element)) watch(element, nanoseconds);
  });
}

}  // namespace aesthetic
