// SPDX-License-Identifier: MIT
#include "pipeline.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "harness.hpp"

namespace aesthetic::test {
namespace {

template <typename Item>
using Seer = std::function<void(Item*)>;

template <typename Item>
GstPadProbeReturn probe(GstPad* /*pad*/, GstPadProbeInfo* info, gpointer seer) {
  (*static_cast<Seer<Item>*>(seer))(static_cast<Item*>(GST_PAD_PROBE_INFO_DATA(info)));
  return GST_PAD_PROBE_OK;
}

template <typename Item>
void add_probe(GstElement* bin, const std::string& element, const std::string& pad, GstPadProbeType type,
               Seer<Item> see) {
  GstElement* owner = gst_bin_get_by_name(GST_BIN(bin), element.c_str());
  GstPad* target = gst_element_get_static_pad(owner, pad.c_str());
  gst_pad_add_probe(target, type, probe<Item>, new Seer<Item>(std::move(see)),
                    [](gpointer seer) { delete static_cast<Seer<Item>*>(seer); });
  gst_object_unref(target);
  gst_object_unref(owner);
}

}  // namespace

Pipeline::Pipeline(const std::string& launch_line) : pipeline_(nullptr) {
  load_plugin();
  GError* fault = nullptr;
  pipeline_ = gst_parse_launch(launch_line.c_str(), &fault);
  EXPECT_EQ(fault, nullptr) << fault->message;
  set("scorer", "model", network("mean"));
}

Pipeline::~Pipeline() {
  gst_element_set_state(pipeline_, GST_STATE_NULL);
  gst_object_unref(pipeline_);
}

void Pipeline::on_buffers(const std::string& element, const std::string& pad,
                          std::function<void(GstBuffer*)> see) {
  add_probe(pipeline_, element, pad, GST_PAD_PROBE_TYPE_BUFFER, std::move(see));
}

void Pipeline::on_events(const std::string& element, const std::string& pad,
                         std::function<void(GstEvent*)> see) {
  add_probe(pipeline_, element, pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, std::move(see));
}

void Pipeline::set(const std::string& element, const std::string& property, const std::string& value) {
  GstElement* owner = gst_bin_get_by_name(GST_BIN(pipeline_), element.c_str());
  gst_util_set_object_arg(G_OBJECT(owner), property.c_str(), value.c_str());
  gst_object_unref(owner);
}

std::optional<std::string> Pipeline::run() {
  constexpr GstClockTime patience = 60 * GST_SECOND;
  std::optional<std::string> text;
  gst_element_set_state(pipeline_, GST_STATE_PLAYING);
  GstBus* bus = gst_element_get_bus(pipeline_);
  GstMessage* message = gst_bus_timed_pop_filtered(
      bus, patience, static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR));
  if (message == nullptr) {
    text = "did not end";
  } else {
    if (GST_MESSAGE_TYPE(message) == GST_MESSAGE_ERROR) {
      GError* error = nullptr;
      gst_message_parse_error(message, &error, nullptr);
      text = error->message;
      g_error_free(error);
    }
    gst_message_unref(message);
  }
  gst_object_unref(bus);
  gst_element_set_state(pipeline_, GST_STATE_NULL);
  return text;
}

}  // namespace aesthetic::test
