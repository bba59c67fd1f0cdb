// SPDX-License-Identifier: MIT
#include "reading/added_elements.hpp"

#include <cstring>
#include <memory>
#include <utility>

namespace aesthetic {
namespace {

using Look = std::function<bool(GstPad*, GstBuffer*&)>;

// A C callback's `data`, and what frees it.
template <typename Function>
gpointer data_of(Function function) {
  return std::make_unique<Function>(std::move(function)).release();
}

template <typename Function>
void release(gpointer function, GClosure* /*unused*/) {
  std::unique_ptr<Function>(static_cast<Function*>(function));
}

bool is_of_class(GstElement* element, const char* name) {
  const char* what = gst_element_get_metadata(element, GST_ELEMENT_METADATA_KLASS);
  return what != nullptr && std::strstr(what, name) != nullptr;
}

}  // namespace

void on_element_added(GstElement* pipeline, std::function<void(GstElement*)> added) {
  using Function = std::function<void(GstElement*)>;
  using Handler = void (*)(GstBin*, GstBin*, GstElement*, gpointer);
  const Handler call = [](GstBin*, GstBin*, GstElement* element, gpointer function) {
    (*static_cast<Function*>(function))(element);
  };
  g_signal_connect_data(pipeline, "deep-element-added", G_CALLBACK(call), data_of(std::move(added)),
                        release<Function>, static_cast<GConnectFlags>(0));
}

void on_pad_added(GstElement* element, std::function<void(GstPad*)> added) {
  using Function = std::function<void(GstPad*)>;
  using Handler = void (*)(GstElement*, GstPad*, gpointer);
  const Handler call = [](GstElement*, GstPad* pad, gpointer function) {
    (*static_cast<Function*>(function))(pad);
  };
  g_signal_connect_data(element, "pad-added", G_CALLBACK(call), data_of(std::move(added)), release<Function>,
                        static_cast<GConnectFlags>(0));
}

bool decodes_video(GstElement* element) {
  return is_of_class(element, "Decoder") && (is_of_class(element, "Video") || is_of_class(element, "Image"));
}

bool demultiplexes(GstElement* element) {
  return is_of_class(element, "Demux");
}

void on_buffer(GstPad* pad, std::function<bool(GstPad*, GstBuffer*&)> look) {
  if (pad == nullptr) return;
  const GstPadProbeCallback call = [](GstPad* where, GstPadProbeInfo* info, gpointer function) {
    GstBuffer* buffer = GST_PAD_PROBE_INFO_BUFFER(info);
    const bool passes = (*static_cast<Look*>(function))(where, buffer);
    GST_PAD_PROBE_INFO_DATA(info) = buffer;
    return passes ? GST_PAD_PROBE_OK : GST_PAD_PROBE_DROP;
  };
  gst_pad_add_probe(pad, GST_PAD_PROBE_TYPE_BUFFER, call, data_of(std::move(look)),
                    [](gpointer function) { release<Look>(function, nullptr); });
}

}  // namespace aesthetic
