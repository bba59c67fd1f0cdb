// SPDX-License-Identifier: MIT

/**
 * SECTION:element-aestheticscore
 * @title: aestheticscore
 * @short_description: puts an aesthetic score on every video frame
 *
 * Every frame that passes gets one overall score and one score for each attribute of the model, all in 0..1,
 * as a #GstCustomMeta named `GstAestheticScoreMeta` with the fields `overall` (double), `attributes`
 * (#GstStructure: name -> double), `model` (string), `fresh` (boolean), `score-pts` and `age` (guint64,
 * nanoseconds). The metadata stays on the frame through conversion, scaling, encoders and decoders. Where
 * GStreamer has the analytics library (1.24 and newer) the scores are added as a #GstAnalyticsClsMtd as well.
 *
 * For each frame that is scored an element message `aesthetic-score` goes to the bus: the same fields and
 * `timestamp`, `stream-time`, `running-time`, `duration` (guint64, nanoseconds).
 *
 * Pixels are neither changed nor copied, and no frame is ever dropped or reordered.
 *
 * ## When the machine is too slow
 *
 * With #GstAestheticScore:mode `sync` a frame goes on when it is scored; in a live pipeline the time this
 * takes is part of the latency. With `async` it goes on at once: a thread of the element's own scores the
 * newest frame whenever it is free, and every frame carries the newest score that is finished. At the end of
 * the stream and before new caps the score under way is waited for; after a flush it is thrown away.
 *
 * #GstAestheticScore:interval and #GstAestheticScore:max-rate score fewer frames. A frame that the sink says
 * comes late (QoS) is not scored, and never dropped. Frames that are not scored carry the last score with
 * `fresh` = false and its age. GAP and DROPPABLE buffers and frames outside the segment, which no sink shows,
 * are never scored. A flush, a new segment, new caps or a new stream end the life of a held score.
 * #GstAestheticScore:stats counts it all.
 *
 * ## Several streams
 *
 * Elements of one process share the loaded network (#GstAestheticScore:share-model): eight of them need
 * hardly more memory than one. On CUDA its batches are filled with the frames of all of them
 * (#GstAestheticScore:batch-size, #GstAestheticScore:batch-timeout).
 *
 * The model is loaded, checked and run once on the way to PAUSED. #GstAestheticScore:model may be changed
 * while frames pass.
 *
 * ## Example launch line
 * |[
 * gst-launch-1.0 -m videotestsrc num-buffers=5 ! aestheticscore ! fakesink
 * ]| This scores five frames and prints the messages.
 *
 * Since: 0.1
 */

#include "aestheticscore.hpp"

#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include "aesthetic/error.hpp"
#include "base_transform.hpp"
#include "element_error.hpp"
#include "score_properties.hpp"
#include "score_state.hpp"

GST_DEBUG_CATEGORY(aesthetic_score_debug);
#define GST_CAT_DEFAULT aesthetic_score_debug

struct GstAestheticScore {
  GstBaseTransform parent;
  aesthetic::ScoreState* state;
};

struct GstAestheticScoreClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstAestheticScore, gst_aesthetic_score, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE(aestheticscore, "aestheticscore", GST_RANK_NONE, GST_TYPE_AESTHETIC_SCORE)

namespace {

using aesthetic::BufferPtr;
using aesthetic::ObjectLock;
using aesthetic::QueryPtr;
using aesthetic::run_or_post_error;
using aesthetic::ScoreState;

GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE(
    "sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS(GST_VIDEO_CAPS_MAKE(GST_VIDEO_FORMATS_ALL)));
GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE(
    "src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS(GST_VIDEO_CAPS_MAKE(GST_VIDEO_FORMATS_ALL)));

ScoreState& state_of(gpointer object) {
  return *reinterpret_cast<GstAestheticScore*>(object)->state;
}

void set_property(GObject* object, guint id, const GValue* value, GParamSpec* spec) {
  aesthetic::set_score_property(state_of(object), object, {id, spec}, value);
}

void get_property(GObject* object, guint id, GValue* value, GParamSpec* spec) {
  aesthetic::get_score_property(state_of(object), object, {id, spec}, value);
}

void finalize(GObject* object) {
  delete reinterpret_cast<GstAestheticScore*>(object)->state;
  G_OBJECT_CLASS(gst_aesthetic_score_parent_class)->finalize(object);
}

gboolean start(GstBaseTransform* transform) {
  return static_cast<gboolean>(
      run_or_post_error(GST_ELEMENT_CAST(transform), [&] { state_of(transform).start(); }));
}

gboolean stop(GstBaseTransform* transform) {
  state_of(transform).stop();
  return TRUE;
}

bool is_live(GstBaseTransform* transform) {
  const QueryPtr query(gst_query_new_latency());
  gboolean live = FALSE;
  if (gst_pad_peer_query(GST_BASE_TRANSFORM_SINK_PAD(transform), query.get()) != FALSE)
    gst_query_parse_latency(query.get(), &live, nullptr, nullptr);
  return live != FALSE;
}

// Frames that wait for a batch go on before what must not overtake them.
void push_frames(GstBaseTransform* transform) {
  run_or_post_error(GST_ELEMENT_CAST(transform), [&] {
    while (BufferPtr frame = state_of(transform).finish())
      gst_pad_push(GST_BASE_TRANSFORM_SRC_PAD(transform), frame.release());
  });
}

gboolean set_caps(GstBaseTransform* transform, GstCaps* caps, GstCaps* /*the same*/) {
  return static_cast<gboolean>(run_or_post_error(GST_ELEMENT_CAST(transform), [&] {
    GstVideoInfo info;
    if (gst_video_info_from_caps(&info, caps) == FALSE)
      throw aesthetic::Error(aesthetic::ErrorKind::bad_picture, "the caps do not describe a video frame");
    state_of(transform).set_format(info, is_live(transform));
    GST_DEBUG_OBJECT(transform, "caps %" GST_PTR_FORMAT, static_cast<void*>(caps));
  }));
}

gboolean sink_event(GstBaseTransform* transform, GstEvent* event) {
  ScoreState& state = state_of(transform);
  if (GST_EVENT_IS_SERIALIZED(event) && GST_EVENT_TYPE(event) != GST_EVENT_FLUSH_STOP) push_frames(transform);
  switch (GST_EVENT_TYPE(event)) {
    case GST_EVENT_STREAM_START:
    case GST_EVENT_SEGMENT:
    case GST_EVENT_FLUSH_STOP:
      GST_DEBUG_OBJECT(transform, "%s: forgets the held score", GST_EVENT_TYPE_NAME(event));
      state.forget();
      break;
    case GST_EVENT_EOS:
      run_or_post_error(GST_ELEMENT_CAST(transform), [&] { state.drain(); });
      break;
    default:
      break;
  }
  return GST_BASE_TRANSFORM_CLASS(gst_aesthetic_score_parent_class)->sink_event(transform, event);
}

// The sink tells how late frames come. What is said here is what GstBaseTransform would drop frames by.
void note_lateness(GstBaseTransform* transform, GstEvent* event) {
  GstClockTimeDiff lateness = 0;
  GstClockTime timestamp = GST_CLOCK_TIME_NONE;
  gst_event_parse_qos(event, nullptr, nullptr, &lateness, &timestamp);
  if (!GST_CLOCK_TIME_IS_VALID(timestamp)) return;
  // Twice the lateness, so that the stream catches up.
  const GstClockTimeDiff ahead = lateness > 0 ? 2 * lateness : lateness;
  const auto earliest = static_cast<GstClockTimeDiff>(timestamp) + ahead;
  const ObjectLock lock(transform);
  state_of(transform).settings.conduct.earliest =
      earliest > 0 ? static_cast<GstClockTime>(earliest) : GST_CLOCK_TIME_NONE;
}

gboolean src_event(GstBaseTransform* transform, GstEvent* event) {
  if (GST_EVENT_TYPE(event) == GST_EVENT_QOS) note_lateness(transform, event);
  return GST_BASE_TRANSFORM_CLASS(gst_aesthetic_score_parent_class)->src_event(transform, event);
}

gboolean query(GstBaseTransform* transform, GstPadDirection direction, GstQuery* query) {
  if (direction == GST_PAD_SINK && GST_QUERY_IS_SERIALIZED(query)) push_frames(transform);
  if (GST_BASE_TRANSFORM_CLASS(gst_aesthetic_score_parent_class)->query(transform, direction, query) == FALSE)
    return FALSE;
  if (direction != GST_PAD_SRC || GST_QUERY_TYPE(query) != GST_QUERY_LATENCY) return TRUE;
  aesthetic::add_live_latency(query, state_of(transform).latency());
  return TRUE;
}

// Buffers go downstream as they are, so downstream decides where they live and whether they may be padded.
// The one thing we cannot pass on is cropping by metadata: the score is of the whole frame.
gboolean propose_allocation(GstBaseTransform* transform, GstQuery* decide_query, GstQuery* query) {
  if (GST_BASE_TRANSFORM_CLASS(gst_aesthetic_score_parent_class)
          ->propose_allocation(transform, decide_query, query) == FALSE) {
    return FALSE;
  }
  guint crop = 0;
  if (gst_query_find_allocation_meta(query, GST_VIDEO_CROP_META_API_TYPE, &crop) != FALSE)
    gst_query_remove_nth_allocation_meta(query, crop);
  return TRUE;
}

void before_transform(GstBaseTransform* transform, GstBuffer* buffer) {
  aesthetic::sync_controlled_values(transform, buffer);
}

// The frame is worked on where it is put out: it may have to wait there.
GstFlowReturn transform_ip(GstBaseTransform* /*transform*/, GstBuffer* /*buffer*/) {
  return GST_FLOW_OK;
}

// Called after each frame until it gives none. GstBaseTransform hands over the frame, writable but not
// copied.
GstFlowReturn generate_output(GstBaseTransform* transform, GstBuffer** output) {
  GstBuffer* frame = nullptr;
  const GstFlowReturn flow =
      GST_BASE_TRANSFORM_CLASS(gst_aesthetic_score_parent_class)->generate_output(transform, &frame);
  if (flow != GST_FLOW_OK) {
    *output = frame;
    return flow;
  }
  const bool went_well = run_or_post_error(GST_ELEMENT_CAST(transform), [&] {
    ScoreState& state = state_of(transform);
    if (frame != nullptr) state.take_in(BufferPtr(frame), transform->segment);
    *output = state.finished().release();
    GST_LOG_OBJECT(transform, "finished %" GST_PTR_FORMAT, static_cast<void*>(*output));
  });
  return went_well ? GST_FLOW_OK : GST_FLOW_ERROR;
}

}  // namespace

static void gst_aesthetic_score_class_init(GstAestheticScoreClass* klass) {
  GST_DEBUG_CATEGORY_INIT(aesthetic_score_debug, "aestheticscore", 0, "aesthetic scores of video frames");
  aesthetic::register_score_meta();

  auto* object_class = G_OBJECT_CLASS(klass);
  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->finalize = finalize;
  aesthetic::install_score_properties(object_class);

  auto* element_class = GST_ELEMENT_CLASS(klass);
  gst_element_class_add_static_pad_template(element_class, &sink_template);
  gst_element_class_add_static_pad_template(element_class, &src_template);
  gst_element_class_set_static_metadata(element_class, "Aesthetic score", "Filter/Analyzer/Video",
                                        "Puts an aesthetic score on every video frame: metadata "
                                        "GstAestheticScoreMeta and message aesthetic-score",
                                        "The authors of aesthetic");

  auto* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->start = start;
  transform_class->stop = stop;
  transform_class->set_caps = set_caps;
  transform_class->sink_event = sink_event;
  transform_class->src_event = src_event;
  transform_class->query = query;
  transform_class->propose_allocation = propose_allocation;
  transform_class->before_transform = before_transform;
  transform_class->transform_ip = transform_ip;
  transform_class->generate_output = generate_output;
}

static void gst_aesthetic_score_init(GstAestheticScore* self) {
  self->state = new ScoreState(GST_ELEMENT_CAST(self), GST_BASE_TRANSFORM_SRC_PAD(self));
  auto* transform = GST_BASE_TRANSFORM(self);
  // A slow scorer is to skip scores (interval), never frames.
  gst_base_transform_set_qos_enabled(transform, FALSE);
  gst_base_transform_set_in_place(transform, TRUE);
  gst_base_transform_set_passthrough(transform, FALSE);
}
