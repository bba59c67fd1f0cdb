// SPDX-License-Identifier: MIT
//
// GStreamer objects that release themselves, and a pipeline that reports its trouble as one line.
//
//   gst::init();
//   gst::Pipeline pipeline("videotestsrc num-buffers=10 ! appsink name=out sync=false");
//   gst::Ptr<GstElement> out = pipeline.element("out");
//   pipeline.play();
#pragma once

#include <gst/gst.h>
#include <gst/video/video.h>

#include <memory>
#include <string>

namespace aesthetic::gst {

struct Release {
  void operator()(GstElement* element) const { gst_object_unref(element); }
  void operator()(GstElementFactory* factory) const { gst_object_unref(factory); }
  void operator()(GstBus* bus) const { gst_object_unref(bus); }
  void operator()(GstPad* pad) const { gst_object_unref(pad); }
  void operator()(GstBuffer* buffer) const { gst_buffer_unref(buffer); }
  void operator()(GstCaps* caps) const { gst_caps_unref(caps); }
  void operator()(GstSample* sample) const { gst_sample_unref(sample); }
  void operator()(GstEvent* event) const { gst_event_unref(event); }
  void operator()(GstQuery* query) const { gst_query_unref(query); }
  void operator()(GstStructure* structure) const { gst_structure_free(structure); }
  void operator()(GstMessage* message) const { gst_message_unref(message); }
  void operator()(GstVideoConverter* converter) const { gst_video_converter_free(converter); }
  void operator()(GstIterator* iterator) const { gst_iterator_free(iterator); }
  void operator()(GstUri* uri) const { gst_uri_unref(uri); }
  void operator()(GError* error) const { g_error_free(error); }
  void operator()(gchar* text) const { g_free(text); }
};

template <typename T>
using Ptr = std::unique_ptr<T, Release>;

// Starts GStreamer and registers `aestheticscore`, which is linked into this program. Throws Error(failed).
void init();

// Messages of GStreamer as one line without its closing full stop.
std::string one_line(const std::string& text);

// A mapped video frame; `frame()` is valid while it lives.
class VideoMap {
 public:
  // Throws Error(failed) when the buffer does not hold such a frame.
  VideoMap(GstBuffer* buffer, const GstVideoInfo& info, GstMapFlags access);
  ~VideoMap() { gst_video_frame_unmap(&frame_); }
  VideoMap(const VideoMap&) = delete;
  VideoMap& operator=(const VideoMap&) = delete;

  GstVideoFrame* frame() { return &frame_; }

 private:
  GstVideoFrame frame_;
};

class Pipeline {
 public:
  // In the language of gst-launch-1.0. Throws Error(failed) when it cannot be built.
  explicit Pipeline(const std::string& description);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  // The element of that name, which the description has.
  Ptr<GstElement> element(const char* name) const;

  GstElement* get() const { return pipeline_.get(); }

  // Begins to play. A failure is a message on the bus.
  void play();

  // The next error or element message that waits, none when there is none.
  Ptr<GstMessage> next_message() const;

 private:
  Ptr<GstElement> pipeline_;
  Ptr<GstBus> bus_;
};

}  // namespace aesthetic::gst
