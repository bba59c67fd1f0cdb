// SPDX-License-Identifier: MIT

/**
 * SECTION:element-aestheticselect
 * @title: aestheticselect
 * @short_description: passes only the best frames of a stream
 * @see_also: aestheticscore
 *
 * Takes frames with scores from #aestheticscore and passes the best #GstAestheticSelect:top of every
 * #GstAestheticSelect:window, live as well as from a file, as they came: pixels, time stamps, flags and the
 * score's metadata. They go on in the order they came when their window ends, so a frame is never held longer
 * than one window, and never more than #GstAestheticSelect:top frames are.
 *
 * ## Windows
 *
 * Windows lie one after the other in running time, the first one begins with the first frame. A window ends
 * with its last frame, with a GAP event that reaches beyond it, and before new caps, a new segment and the
 * end of the stream, after which the next one begins with the next frame. Frames without time stamps are all
 * in one window. A flush throws away what is held. In a live pipeline the window is part of the latency.
 *
 * With #GstAestheticSelect:per-scene windows end at scene changes as well: at the GstForceKeyUnit events that
 * the element `scenechange` sends. A scene longer than the window has several.
 *
 * Caps stay as they are, the frame rate too, although frames come less often; `videorate` makes a steady
 * stream of them. Where a window has nothing to pass a GAP event goes downstream in its place.
 *
 * When a live source falls silent the pipeline's clock ends the window. A frame of that window that comes
 * later still belongs to the next one.
 *
 * ## What is best
 *
 * #GstAestheticSelect:by says which scores count. aestheticscore tells what its model's card chooses by in a
 * sticky event `aesthetic-choice`; where that does not come, as when a file carries the scores, the overall
 * score counts. Another choice ends the window. Of equals the earlier frame is chosen. Frames that carry
 * the score of an earlier one (`fresh` = false) are chosen only in windows in which no frame was scored. GAP
 * and CORRUPTED buffers and those without a score never are; where no frame of the first five seconds, or of
 * a longer window, has a score, that is an error.
 *
 * With #GstAestheticSelect:min-gap the best frame is chosen, then the best of those far enough from it, and
 * so on, over the borders of windows too. As only #GstAestheticSelect:top frames are held, a frame that had
 * to go does not come back when the one that stood in its way is beaten later.
 *
 * Frames that are black, blank or blurred are refused. Only frames that would be chosen are looked at.
 *
 * Frames from a pool of limited size (a camera, a hardware decoder) are copied when they are held, so that
 * the pool never runs dry; others are not.
 *
 * ## Example launch lines
 * |[
 * gst-launch-1.0 filesrc location=a.mp4 ! decodebin ! aestheticscore ! aestheticselect window=5000000000 !
 * videoconvert ! jpegenc ! multifilesink location=best-%03d.jpg
 * ]| The best frame of every five seconds.
 * |[
 * gst-launch-1.0 filesrc location=a.mp4 ! decodebin ! videoconvert ! scenechange qos=false ! aestheticscore !
 * aestheticselect per-scene=true window=60000000000 ! videoconvert ! jpegenc ! multifilesink
 * location=scene-%03d.jpg
 * ]| The best frame of every scene.
 *
 * Since: 0.1
 */

#include "aestheticselect.hpp"

#include <gst/base/gstbasetransform.h>
#include <gst/video/video.h>

#include <utility>

#include "aesthetic/error.hpp"
#include "aesthetic/score_meta.h"
#include "base_transform.hpp"
#include "element_error.hpp"
#include "score_meta.hpp"
#include "select_state.hpp"

GST_DEBUG_CATEGORY_STATIC(aesthetic_select_debug);
#define GST_CAT_DEFAULT aesthetic_select_debug

struct GstAestheticSelect {
  GstBaseTransform parent;
  aesthetic::SelectState* state;
};

struct GstAestheticSelectClass {
  GstBaseTransformClass parent;
};

G_DEFINE_TYPE(GstAestheticSelect, gst_aesthetic_select, GST_TYPE_BASE_TRANSFORM)
GST_ELEMENT_REGISTER_DEFINE(aestheticselect, "aestheticselect", GST_RANK_NONE, GST_TYPE_AESTHETIC_SELECT)

namespace {

using aesthetic::BufferPtr;
using aesthetic::ObjectLock;
using aesthetic::run_or_post_error;
using aesthetic::SelectState;

GstStaticPadTemplate sink_template = GST_STATIC_PAD_TEMPLATE(
    "sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS(GST_VIDEO_CAPS_MAKE(GST_VIDEO_FORMATS_ALL)));
GstStaticPadTemplate src_template = GST_STATIC_PAD_TEMPLATE(
    "src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS(GST_VIDEO_CAPS_MAKE(GST_VIDEO_FORMATS_ALL)));

enum Property : guint {
  prop_window = 1,
  prop_per_scene,
  prop_top,
  prop_min_gap,
  prop_min_score,
  prop_by,
  prop_black_level,
  prop_min_contrast,
  prop_max_blur,
  prop_stats
};

SelectState& state_of(gpointer object) {
  return *reinterpret_cast<GstAestheticSelect*>(object)->state;
}

void change_conduct(GObject* object, guint id, const GValue* value, GParamSpec* spec) {
  auto& conduct = state_of(object).settings.conduct;
  const ObjectLock lock(object);
  switch (id) {
    case prop_window:
      conduct.window = g_value_get_uint64(value);
      break;
    case prop_per_scene:
      conduct.per_scene = g_value_get_boolean(value) != FALSE;
      break;
    case prop_top:
      conduct.limits.top = g_value_get_uint(value);
      break;
    case prop_min_gap:
      conduct.limits.min_gap = g_value_get_uint64(value);
      break;
    case prop_min_score:
      conduct.min_score = g_value_get_double(value);
      break;
    case prop_black_level:
      conduct.gate.black_level = g_value_get_double(value);
      break;
    case prop_min_contrast:
      conduct.gate.min_contrast = g_value_get_double(value);
      break;
    case prop_max_blur:
      conduct.gate.max_blur = g_value_get_double(value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
  }
}

void set_property(GObject* object, guint id, const GValue* value, GParamSpec* spec) {
  if (id == prop_by) {
    const gchar* text = g_value_get_string(value);
    state_of(object).set_by(text != nullptr ? text : "choice");
    return;
  }
  change_conduct(object, id, value, spec);
  if (id == prop_window)
    gst_element_post_message(GST_ELEMENT_CAST(object), gst_message_new_latency(GST_OBJECT_CAST(object)));
}

void get_property(GObject* object, guint id, GValue* value, GParamSpec* spec) {
  const auto& settings = state_of(object).settings;
  const auto& conduct = settings.conduct;
  const ObjectLock lock(object);
  switch (id) {
    case prop_window:
      g_value_set_uint64(value, conduct.window);
      break;
    case prop_per_scene:
      g_value_set_boolean(value, static_cast<gboolean>(conduct.per_scene));
      break;
    case prop_top:
      g_value_set_uint(value, static_cast<guint>(conduct.limits.top));
      break;
    case prop_min_gap:
      g_value_set_uint64(value, conduct.limits.min_gap);
      break;
    case prop_min_score:
      g_value_set_double(value, conduct.min_score);
      break;
    case prop_by:
      g_value_set_string(value, settings.by.c_str());
      break;
    case prop_black_level:
      g_value_set_double(value, conduct.gate.black_level);
      break;
    case prop_min_contrast:
      g_value_set_double(value, conduct.gate.min_contrast);
      break;
    case prop_max_blur:
      g_value_set_double(value, conduct.gate.max_blur);
      break;
    case prop_stats:
      g_value_take_boxed(value, state_of(object).published.stats.structure().release());
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
  }
}

void finalize(GObject* object) {
  delete reinterpret_cast<GstAestheticSelect*>(object)->state;
  G_OBJECT_CLASS(gst_aesthetic_select_parent_class)->finalize(object);
}

gboolean start(GstBaseTransform* transform) {
  return static_cast<gboolean>(
      run_or_post_error(GST_ELEMENT_CAST(transform), [&] { state_of(transform).start(); }));
}

gboolean stop(GstBaseTransform* transform) {
  state_of(transform).stop();
  return TRUE;
}

gboolean set_caps(GstBaseTransform* transform, GstCaps* caps, GstCaps* /*the same*/) {
  return static_cast<gboolean>(run_or_post_error(GST_ELEMENT_CAST(transform), [&] {
    GstVideoInfo info;
    if (gst_video_info_from_caps(&info, caps) == FALSE)
      throw aesthetic::Error(aesthetic::ErrorKind::bad_picture, "the caps do not describe a video frame");
    state_of(transform).set_format(info);
  }));
}

bool are_current_caps(GstBaseTransform* transform, GstEvent* event) {
  GstCaps* caps = nullptr;
  gst_event_parse_caps(event, &caps);
  GstCaps* current = gst_pad_get_current_caps(GST_BASE_TRANSFORM_SINK_PAD(transform));
  const bool same = current != nullptr && gst_caps_is_equal(caps, current) != FALSE;
  gst_clear_caps(&current);
  return same;
}

// Whether the event has to go no further.
bool handle_gap(GstBaseTransform* transform, GstEvent* event) {
  GstClockTime pts = GST_CLOCK_TIME_NONE;
  GstClockTime duration = GST_CLOCK_TIME_NONE;
  gst_event_parse_gap(event, &pts, &duration);
  // Frames from before it are still to come.
  return state_of(transform).pass_gap(pts, duration, transform->segment);
}

void handle_event(GstBaseTransform* transform, GstEvent* event) {
  SelectState& state = state_of(transform);
  switch (GST_EVENT_TYPE(event)) {
    case GST_EVENT_CAPS:
      if (!are_current_caps(transform, event)) state.drain();
      break;
    case GST_EVENT_SEGMENT:
    case GST_EVENT_SEGMENT_DONE:
    case GST_EVENT_STREAM_START:
      state.drain();
      break;
    case GST_EVENT_EOS:
      state.finish();
      break;
    case GST_EVENT_FLUSH_STOP:
      state.discard();
      break;
    case GST_EVENT_CUSTOM_DOWNSTREAM_STICKY:
      if (gst_event_has_name(event, AESTHETIC_CHOICE_EVENT_NAME) != FALSE)
        if (const gchar* by = gst_structure_get_string(gst_event_get_structure(event), AESTHETIC_CHOICE_BY))
          state.set_choice(by);
      break;
    case GST_EVENT_CUSTOM_DOWNSTREAM:
      if (gst_video_event_is_force_key_unit(event) != FALSE) state.end_scene();
      break;
    default:
      break;
  }
}

gboolean sink_event(GstBaseTransform* transform, GstEvent* event) {
  bool done = false;
  run_or_post_error(GST_ELEMENT_CAST(transform), [&] {
    done = GST_EVENT_TYPE(event) == GST_EVENT_GAP && handle_gap(transform, event);
    handle_event(transform, event);
  });
  if (done) {
    gst_event_unref(event);
    return TRUE;
  }
  return GST_BASE_TRANSFORM_CLASS(gst_aesthetic_select_parent_class)->sink_event(transform, event);
}

gboolean query(GstBaseTransform* transform, GstPadDirection direction, GstQuery* query) {
  if (GST_BASE_TRANSFORM_CLASS(gst_aesthetic_select_parent_class)->query(transform, direction, query) ==
      FALSE)
    return FALSE;
  if (direction != GST_PAD_SRC || GST_QUERY_TYPE(query) != GST_QUERY_LATENCY) return TRUE;
  const ObjectLock lock(transform);
  aesthetic::add_live_latency(query, state_of(transform).settings.conduct.window);
  return TRUE;
}

// GstBaseTransform has checked and negotiated; what goes on is pushed here, as it may be several frames.
GstFlowReturn generate_output(GstBaseTransform* transform, GstBuffer** output) {
  *output = nullptr;
  if (transform->queued_buf == nullptr) return GST_FLOW_OK;
  BufferPtr frame(std::exchange(transform->queued_buf, nullptr));
  aesthetic::sync_controlled_values(transform, frame.get());
  GstFlowReturn flow = GST_FLOW_ERROR;
  run_or_post_error(GST_ELEMENT_CAST(transform),
                    [&] { flow = state_of(transform).take(std::move(frame), transform->segment); });
  return flow;
}

constexpr GstClockTime longest = GST_SECOND * 3600 * 24;

constexpr auto readable = static_cast<GParamFlags>(G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
constexpr auto any_time =
    static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING);
constexpr auto controllable = static_cast<GParamFlags>(any_time | GST_PARAM_CONTROLLABLE);

void install_window_properties(GObjectClass* object_class, const SelectState::Conduct& defaults) {
  /**
   * GstAestheticSelect:window:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_window,
      g_param_spec_uint64(
          "window", "Window",
          "Running time of which the best frames are passed, in nanoseconds; the longest that "
          "a frame is held",
          1, longest, defaults.window, any_time));
  /**
   * GstAestheticSelect:per-scene:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_per_scene,
      g_param_spec_boolean("per-scene", "Per scene",
                           "End windows at scene changes too; needs the element scenechange (qos=false) "
                           "upstream, whose GstForceKeyUnit events are the borders. Scenes longer than the "
                           "window have several",
                           static_cast<gboolean>(defaults.per_scene), any_time));
  /**
   * GstAestheticSelect:top:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_top,
      g_param_spec_uint("top", "Top", "Most frames passed of each window, and most frames held", 1, 1000,
                        static_cast<guint>(defaults.limits.top), any_time));
}

void install_choice_properties(GObjectClass* object_class, const SelectState::Conduct& defaults) {
  /**
   * GstAestheticSelect:min-gap:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_min_gap,
      g_param_spec_uint64("min-gap", "Minimum gap",
                          "Least running time between two frames that are passed, in nanoseconds", 0, longest,
                          defaults.limits.min_gap, any_time));
  /**
   * GstAestheticSelect:min-score:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_min_score,
      g_param_spec_double("min-score", "Minimum score", "Pass no frame whose score (see by) is lower", 0, 1,
                          defaults.min_score, controllable));
  /**
   * GstAestheticSelect:by:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_by,
      g_param_spec_string("by", "By",
                          "The score that counts: overall, an attribute's name, the mean of several with "
                          "weights, as overall=0.7,quality=0.3, or choice: what the model's card chooses by, "
                          "overall where it says nothing. A change counts from the next window on",
                          "choice", any_time));
}

void install_gate_properties(GObjectClass* object_class, const aesthetic::GateLimits& defaults) {
  /**
   * GstAestheticSelect:black-level:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_black_level,
      g_param_spec_double(
          "black-level", "Black level",
          "Refuse black frames: 99 % of the pixels are darker than this, of black 0 to white 1 "
          "(0 = refuse none)",
          0, 1, defaults.black_level, controllable));
  /**
   * GstAestheticSelect:min-contrast:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_min_contrast,
      g_param_spec_double(
          "min-contrast", "Minimum contrast",
          "Refuse blank frames: the luma's standard deviation, of black 0 to white 1, is less "
          "(0 = refuse none)",
          0, 1, defaults.min_contrast, controllable));
  /**
   * GstAestheticSelect:max-blur:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_max_blur,
      g_param_spec_double(
          "max-blur", "Maximum blur",
          "Refuse blurred frames: more than this share of the differences between neighbouring "
          "pixels is left after further blur; photographs have about 0.5 (1 = refuse none)",
          0, 1, defaults.max_blur, controllable));
}

void install_stats_property(GObjectClass* object_class) {
  /**
   * GstAestheticSelect:stats:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_stats,
      g_param_spec_boxed("stats", "Statistics",
                         "What became of the frames since READY: frames, windows, chosen, skipped-unscored, "
                         "skipped-stale, skipped-empty, refused-min-score, refused-min-gap, refused-black, "
                         "refused-blank, refused-blurred",
                         GST_TYPE_STRUCTURE, readable));
}

}  // namespace

static void gst_aesthetic_select_class_init(GstAestheticSelectClass* klass) {
  GST_DEBUG_CATEGORY_INIT(aesthetic_select_debug, "aestheticselect", 0, "the best frames of a video");
  aesthetic::register_score_meta();

  auto* object_class = G_OBJECT_CLASS(klass);
  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->finalize = finalize;
  const SelectState::Conduct defaults;
  install_window_properties(object_class, defaults);
  install_choice_properties(object_class, defaults);
  install_gate_properties(object_class, defaults.gate);
  install_stats_property(object_class);

  auto* element_class = GST_ELEMENT_CLASS(klass);
  gst_element_class_add_static_pad_template(element_class, &sink_template);
  gst_element_class_add_static_pad_template(element_class, &src_template);
  gst_element_class_set_static_metadata(element_class, "Aesthetic selection", "Filter/Video",
                                        "Passes only the best frames of a stream, by the scores that "
                                        "aestheticscore put on them",
                                        "The authors of aesthetic");

  auto* transform_class = GST_BASE_TRANSFORM_CLASS(klass);
  transform_class->passthrough_on_same_caps = TRUE;
  transform_class->start = start;
  transform_class->stop = stop;
  transform_class->set_caps = set_caps;
  transform_class->sink_event = sink_event;
  transform_class->query = query;
  transform_class->generate_output = generate_output;
}

static void gst_aesthetic_select_init(GstAestheticSelect* self) {
  auto* transform = GST_BASE_TRANSFORM(self);
  self->state = new SelectState(GST_ELEMENT_CAST(self), GST_BASE_TRANSFORM_SINK_PAD(transform),
                                GST_BASE_TRANSFORM_SRC_PAD(transform));
  gst_base_transform_set_qos_enabled(transform, FALSE);
  gst_base_transform_set_passthrough(transform, TRUE);
}
