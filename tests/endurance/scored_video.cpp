// SPDX-License-Identifier: MIT
#include "scored_video.hpp"

#include <stdexcept>

#include "aesthetic/score_meta.h"

namespace aesthetic::test {
namespace {

constexpr GstClockTime patience = 60 * GST_SECOND;

[[noreturn]] void fail(const std::string& fault) {
  throw std::runtime_error(fault);
}

// Frees a message or sample when it is read.
struct MiniObjectUnref {
  void operator()(gpointer object) const { gst_mini_object_unref(GST_MINI_OBJECT_CAST(object)); }
};
using MessagePtr = std::unique_ptr<GstMessage, MiniObjectUnref>;
using SamplePtr = std::unique_ptr<GstSample, MiniObjectUnref>;

std::string error_text(GstMessage* message) {
  GError* error = nullptr;
  gchar* details = nullptr;
  gst_message_parse_error(message, &error, &details);
  std::string text = std::string(error->message) + " (" + (details != nullptr ? details : "") + ")";
  g_error_free(error);
  g_free(details);
  return text;
}

// The registry keeps it.
bool load_plugin() {
  GstPlugin* plugin = gst_plugin_load_file(AESTHETIC_PLUGIN_FILE, nullptr);
  if (plugin == nullptr) return false;
  gst_object_unref(plugin);
  return true;
}

TakenFrame read_frame(GstBuffer* buffer) {
  const TakenFrame plain = {GST_BUFFER_PTS(buffer), false};
  GstCustomMeta* meta = gst_buffer_get_custom_meta(buffer, AESTHETIC_SCORE_META_NAME);
  if (meta == nullptr) return plain;
  double overall = -1;
  guint64 scored_pts = 0;
  guint64 age = 0;
  if (gst_structure_get(gst_custom_meta_get_structure(meta), AESTHETIC_SCORE_OVERALL, G_TYPE_DOUBLE, &overall,
                        AESTHETIC_SCORE_PTS, G_TYPE_UINT64, &scored_pts, AESTHETIC_SCORE_AGE, G_TYPE_UINT64,
                        &age, nullptr) == FALSE)
    fail("a score lacks fields");
  if (overall < 0 || overall > 1) fail("a score is " + std::to_string(overall));
  if (scored_pts + age != plain.pts) fail("the score of another time");
  return {plain.pts, true};
}

}  // namespace

std::string network(const std::string& name) {
  return std::string(AESTHETIC_TEST_NETWORKS) + "/" + name + ".onnx";
}

ScoredVideo::ScoredVideo(int frames) {
  static const bool loaded = load_plugin();
  if (!loaded) fail("the plugin cannot be loaded");
  const std::string line = "videotestsrc num-buffers=" + std::to_string(frames) +
                           " ! capsfilter name=filter caps-change-mode=delayed "
                           "caps=video/x-raw,width=32,height=32 ! aestheticscore name=scorer "
                           "! appsink name=sink sync=false max-buffers=2";
  pipeline_.reset(gst_parse_launch(line.c_str(), nullptr));
  if (!pipeline_) fail("an element of the pipeline is missing");
  const auto named = [this](const char* name) { return gst_bin_get_by_name(GST_BIN(pipeline_.get()), name); };
  filter_.reset(named("filter"));
  scorer_.reset(named("scorer"));
  sink_.reset(named("sink"));
  set_model("mean");
}

ScoredVideo::~ScoredVideo() {
  gst_element_set_state(pipeline_.get(), GST_STATE_NULL);
}

void ScoredVideo::set_state(GstState state) {
  const auto change = gst_element_set_state(pipeline_.get(), state);
  read_bus();
  if (change == GST_STATE_CHANGE_FAILURE) fail("a state change failed");
}

void ScoredVideo::set_caps(const std::string& caps) {
  gst_util_set_object_arg(G_OBJECT(filter_.get()), "caps", caps.c_str());
}

void ScoredVideo::set_model(const std::string& name) {
  g_object_set(scorer_.get(), "model", network(name).c_str(), nullptr);
}

void ScoredVideo::seek(GstClockTime position) {
  if (gst_element_seek_simple(pipeline_.get(), GST_FORMAT_TIME,
                              static_cast<GstSeekFlags>(GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE),
                              static_cast<gint64>(position)) == FALSE)
    fail("a seek failed");
}

bool ScoredVideo::take_frame(TakenFrame* frame) {
  GstSample* pulled = nullptr;
  g_signal_emit_by_name(sink_.get(), "try-pull-sample", patience, &pulled);
  const SamplePtr sample(pulled);
  read_bus();
  if (!sample) {
    gboolean ended = FALSE;
    g_object_get(sink_.get(), "eos", &ended, nullptr);
    if (ended == FALSE) fail("no frame came");
    return false;
  }
  const TakenFrame read = read_frame(gst_sample_get_buffer(sample.get()));
  if (frame != nullptr) *frame = read;
  return true;
}

// Messages would pile up.
void ScoredVideo::read_bus() {
  const std::unique_ptr<GstBus, ObjectUnref> bus(gst_element_get_bus(pipeline_.get()));
  while (const MessagePtr message{gst_bus_pop(bus.get())}) {
    if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR) fail(error_text(message.get()));
    if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_WARNING) ++warnings_;
  }
}

}  // namespace aesthetic::test
