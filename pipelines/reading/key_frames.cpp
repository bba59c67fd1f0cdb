// SPDX-License-Identifier: MIT
#include "reading/key_frames.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string_view>

#include "reading/gst.hpp"

namespace aesthetic {
namespace {

// Of one decoder.
struct KeyFrameGate {
  GstClockTime step = 0;
  GstClockTime last = GST_CLOCK_TIME_NONE;

  GstPadProbeReturn pass(GstPad* pad, GstBuffer* buffer);
};

bool has_only_key_frames(GstPad* pad) {
  constexpr std::array<std::string_view, 4> codecs = {"image/jpeg", "image/png", "video/x-prores",
                                                      "video/x-dnxhd"};
  const gst::Ptr<GstCaps> caps(gst_pad_get_current_caps(pad));
  if (caps == nullptr) return false;
  const char* name = gst_structure_get_name(gst_caps_get_structure(caps.get(), 0));
  return std::find(codecs.begin(), codecs.end(), name) != codecs.end();
}

GstPadProbeReturn KeyFrameGate::pass(GstPad* pad, GstBuffer* buffer) {
  if (GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT)) return GST_PAD_PROBE_DROP;
  const GstClockTime pts = GST_BUFFER_PTS(buffer);
  const bool near =
      GST_CLOCK_TIME_IS_VALID(last) && GST_CLOCK_TIME_IS_VALID(pts) && pts >= last && pts - last < step;
  if (near && has_only_key_frames(pad)) return GST_PAD_PROBE_DROP;
  last = pts;
  return GST_PAD_PROBE_OK;
}

bool decodes_video(GstElement* element) {
  const char* what = gst_element_get_metadata(element, GST_ELEMENT_METADATA_KLASS);
  return what != nullptr && std::strstr(what, "Decoder") != nullptr &&
         (std::strstr(what, "Video") != nullptr || std::strstr(what, "Image") != nullptr);
}

void watch(GstElement* decoder, GstClockTime step) {
  const gst::Ptr<GstPad> pad(gst_element_get_static_pad(decoder, "sink"));
  if (pad == nullptr) return;
  gst_pad_add_probe(
      pad.get(), GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad* where, GstPadProbeInfo* info, gpointer gate) {
        return static_cast<KeyFrameGate*>(gate)->pass(where, GST_PAD_PROBE_INFO_BUFFER(info));
      },
      std::make_unique<KeyFrameGate>(KeyFrameGate{step, GST_CLOCK_TIME_NONE}).release(),
      [](gpointer gate) { std::unique_ptr<KeyFrameGate>(static_cast<KeyFrameGate*>(gate)); });
}

}  // namespace

void decode_key_frames_only(GstElement* pipeline, double step) {
  using Added = void (*)(GstBin*, GstBin*, GstElement*, gpointer);
  const Added added = [](GstBin*, GstBin*, GstElement* element, gpointer nanoseconds) {
    if (decodes_video(element)) watch(element, *static_cast<GstClockTime*>(nanoseconds));
  };
  auto nanoseconds = std::make_unique<GstClockTime>(static_cast<GstClockTime>(step * GST_SECOND));
  g_signal_connect_data(
      pipeline, "deep-element-added", G_CALLBACK(added), nanoseconds.release(),
      [](gpointer data, GClosure*) { std::unique_ptr<GstClockTime>(static_cast<GstClockTime*>(data)); },
      static_cast<GConnectFlags>(0));
}

}  // namespace aesthetic
