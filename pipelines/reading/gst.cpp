// SPDX-License-Identifier: MIT
#include "reading/gst.hpp"

#include <algorithm>
#include <cctype>

#include "aesthetic/error.hpp"

extern "C" {
GST_PLUGIN_STATIC_DECLARE(aesthetic);
}

namespace aesthetic::gst {

void init() {
  GError* fault = nullptr;
  if (gst_init_check(nullptr, nullptr, &fault) == FALSE) {
    const Ptr<GError> error(fault);
    throw Error(ErrorKind::failed,
                "GStreamer: " + one_line(error != nullptr ? error->message : "it does not start"));
  }
  GST_PLUGIN_STATIC_REGISTER(aesthetic);
  // At the end of a GIF it reads on for ever (GStreamer 1.22). Without it a GIF is no video.
  GstPluginFeature* gif = gst_registry_lookup_feature(gst_registry_get(), "avdemux_gif");
  if (gif == nullptr) return;
  gst_plugin_feature_set_rank(gif, GST_RANK_NONE);
  gst_object_unref(gif);
}

std::string one_line(const std::string& text) {
  std::string line = text;
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return std::iscntrl(c) != 0; }, ' ');
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.pop_back();
  return line;
}

VideoMap::VideoMap(GstBuffer* buffer, const GstVideoInfo& info, GstMapFlags access) : frame_{} {
  if (gst_video_frame_map(&frame_, &info, buffer, access) == FALSE)
    throw Error(ErrorKind::failed, "a video frame cannot be read");
}

Pipeline::Pipeline(const std::string& description) {
  GError* fault = nullptr;
  GstElement* built =
      gst_parse_launch_full(description.c_str(), nullptr, GST_PARSE_FLAG_FATAL_ERRORS, &fault);
  const Ptr<GError> error(fault);
  if (built == nullptr)
    throw Error(ErrorKind::failed,
                "GStreamer: " + one_line(error != nullptr ? error->message : "no such pipeline"));
  pipeline_.reset(GST_ELEMENT(gst_object_ref_sink(built)));
  bus_.reset(gst_element_get_bus(pipeline_.get()));
}

Pipeline::~Pipeline() {
  gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

Ptr<GstElement> Pipeline::element(const char* name) const {
  return Ptr<GstElement>(gst_bin_get_by_name(GST_BIN(pipeline_.get()), name));
}

void Pipeline::play() {
  gst_element_set_state(pipeline_.get(), GST_STATE_PLAYING);
}

Ptr<GstMessage> Pipeline::next_message() const {
  const auto wanted = static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_ELEMENT);
  return Ptr<GstMessage>(gst_bus_pop_filtered(bus_.get(), wanted));
}

}  // namespace aesthetic::gst
