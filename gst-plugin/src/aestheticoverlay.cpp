// SPDX-License-Identifier: MIT

/**
 * SECTION:element-aestheticoverlay
 * @title: aestheticoverlay
 * @short_description: shows the aesthetic score on the picture
 *
 * Puts a panel on every frame that carries a score of aestheticscore: the overall score as a number and a
 * bar, a bar for each attribute, and the overall score of the last seconds as a small curve.
 *
 * Where the next element takes #GstVideoOverlayComposition (most video sinks do) the panel goes along with
 * the frame, which is not touched and may be of any format and in any memory; else it is blended into the
 * pixels of frames in system memory, of every raw format. A composition that a frame already carries stays,
 * below the panel. The panel is drawn at the video's own size, and only when something in it changes.
 *
 * Frames without a score pass untouched, and so do all frames when #GstAestheticOverlay:opacity is 0 or when
 * the video is too small for a legible panel (below about 140 x 60 pixels).
 *
 * A score that was computed on an earlier frame is shown like any other; from one second on the panel says
 * how long ago that was. The curve is over stream time and begins anew after a seek, a flush, a new segment
 * and new caps.
 *
 * ## Example launch line
 * |[
 * gst-launch-1.0 filesrc location=a.mp4 ! decodebin ! aestheticscore ! aestheticoverlay ! videoconvert !
 * autovideosink
 * ]| This plays a video with its scores.
 *
 * Since: 0.1
 */

#include "aestheticoverlay.hpp"

#include <gst/video/video.h>

#include <utility>

#include "aesthetic/error.hpp"
#include "element_error.hpp"
#include "overlay_caps.hpp"
#include "overlay_state.hpp"
#include "position_type.hpp"
#include "score_meta.hpp"

GST_DEBUG_CATEGORY_STATIC(aesthetic_overlay_debug);
#define GST_CAT_DEFAULT aesthetic_overlay_debug

struct GstAestheticOverlay {
  GstElement parent;
  GstPad* sinkpad;
  GstPad* srcpad;
  aesthetic::OverlayState* state;
};

struct GstAestheticOverlayClass {
  GstElementClass parent;
};

G_DEFINE_TYPE(GstAestheticOverlay, gst_aesthetic_overlay, GST_TYPE_ELEMENT)
GST_ELEMENT_REGISTER_DEFINE(aestheticoverlay, "aestheticoverlay", GST_RANK_NONE, GST_TYPE_AESTHETIC_OVERLAY)

namespace {

using aesthetic::BufferPtr;
using aesthetic::CapsPtr;
using aesthetic::ObjectLock;
using aesthetic::OverlayState;
using aesthetic::run_or_post_error;

GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE("sink", GST_PAD_SINK, GST_PAD_ALWAYS, GST_STATIC_CAPS(AESTHETIC_OVERLAY_CAPS));
GstStaticPadTemplate src_template =
    GST_STATIC_PAD_TEMPLATE("src", GST_PAD_SRC, GST_PAD_ALWAYS, GST_STATIC_CAPS(AESTHETIC_OVERLAY_CAPS));

enum Property : guint {
  prop_tasks = 1,
  prop_position,
  prop_size,
  prop_opacity,
  prop_show_curve,
  prop_history
};

GstAestheticOverlay* overlay_of(gpointer object) {
  return reinterpret_cast<GstAestheticOverlay*>(object);
}

OverlayState& state_of(gpointer object) {
  return *overlay_of(object)->state;
}

void set_property(GObject* object, guint id, const GValue* value, GParamSpec* spec) {
  auto& settings = state_of(object).settings;
  const ObjectLock lock(object);
  if (id != prop_position && id != prop_opacity) ++settings.revision;
  switch (id) {
    case prop_tasks: {
      const gchar* tasks = g_value_get_string(value);
      settings.tasks = tasks != nullptr ? std::optional<std::string>(tasks) : std::nullopt;
      break;
    }
    case prop_position:
      settings.position = static_cast<aesthetic::PanelPosition>(g_value_get_enum(value));
      break;
    case prop_size:
      settings.size = g_value_get_double(value);
      break;
    case prop_opacity:
      settings.opacity = g_value_get_double(value);
      break;
    case prop_show_curve:
      settings.show_curve = g_value_get_boolean(value) != FALSE;
      break;
    case prop_history:
      settings.history = g_value_get_uint64(value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
  }
}

void get_property(GObject* object, guint id, GValue* value, GParamSpec* spec) {
  const auto& settings = state_of(object).settings;
  const ObjectLock lock(object);
  switch (id) {
    case prop_tasks:
      g_value_set_string(value, settings.tasks ? settings.tasks->c_str() : nullptr);
      break;
    case prop_position:
      g_value_set_enum(value, static_cast<gint>(settings.position));
      break;
    case prop_size:
      g_value_set_double(value, settings.size);
      break;
    case prop_opacity:
      g_value_set_double(value, settings.opacity);
      break;
    case prop_show_curve:
      g_value_set_boolean(value, static_cast<gboolean>(settings.show_curve));
      break;
    case prop_history:
      g_value_set_uint64(value, settings.history);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
  }
}

void finalize(GObject* object) {
  delete overlay_of(object)->state;
  G_OBJECT_CLASS(gst_aesthetic_overlay_parent_class)->finalize(object);
}

GstStateChangeReturn change_state(GstElement* element, GstStateChange change) {
  OverlayState& state = state_of(element);
  if (change == GST_STATE_CHANGE_READY_TO_PAUSED && !run_or_post_error(element, [&] { state.start(); }))
    return GST_STATE_CHANGE_FAILURE;
  const GstStateChangeReturn result =
      GST_ELEMENT_CLASS(gst_aesthetic_overlay_parent_class)->change_state(element, change);
  // After the parent has stopped the streaming thread.
  if (change == GST_STATE_CHANGE_PAUSED_TO_READY) state.stop();
  return result;
}

// Where downstream cannot take the frames the next one tries again: it may have been flushing.
bool negotiate(GstAestheticOverlay* self, GstCaps* caps) {
  gst_pad_check_reconfigure(self->srcpad);
  const bool agreed = run_or_post_error(GST_ELEMENT_CAST(self), [&] {
    const bool attach = aesthetic::negotiate_composition(self->srcpad, caps);
    self->state->set_attaching(attach);
    GST_DEBUG_OBJECT(self, "%s for %" GST_PTR_FORMAT, attach ? "attaches" : "blends",
                     static_cast<void*>(caps));
  });
  if (!agreed) gst_pad_mark_reconfigure(self->srcpad);
  return agreed;
}

bool set_caps(GstAestheticOverlay* self, GstCaps* caps) {
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, caps) == FALSE) {
    GST_WARNING_OBJECT(self, "no video format: %" GST_PTR_FORMAT, static_cast<void*>(caps));
    return false;
  }
  self->state->set_format(info);
  return negotiate(self, caps);
}

gboolean sink_event(GstPad* pad, GstObject* parent, GstEvent* event) {
  GstAestheticOverlay* self = overlay_of(parent);
  switch (GST_EVENT_TYPE(event)) {
    case GST_EVENT_CAPS: {
      GstCaps* caps = nullptr;
      gst_event_parse_caps(event, &caps);
      const bool taken = set_caps(self, caps);  // which sends the caps that downstream is to have
      gst_event_unref(event);
      return static_cast<gboolean>(taken);
    }
    case GST_EVENT_SEGMENT: {
      const GstSegment* segment = nullptr;
      gst_event_parse_segment(event, &segment);
      self->state->set_segment(*segment);
      break;
    }
    case GST_EVENT_STREAM_START:
    case GST_EVENT_FLUSH_STOP:
      self->state->set_segment({});
      break;
    default:
      break;
  }
  return gst_pad_event_default(pad, parent, event);
}

using Transform = CapsPtr (*)(const GstCaps*);

// What one pad takes, by what is on the other side: `there` says what the other pad can do with caps of this
// one, `here` the way back.
CapsPtr query_caps(GstPad* pad, GstPad* other, GstCaps* filter, Transform there, Transform here) {
  const CapsPtr other_filter(filter != nullptr ? there(filter).release() : nullptr);
  const CapsPtr beyond(gst_pad_peer_query_caps(other, other_filter.get()));
  CapsPtr caps = gst_caps_is_any(beyond.get()) != FALSE ? CapsPtr(gst_pad_get_pad_template_caps(pad))
                                                        : here(beyond.get());
  if (filter != nullptr) caps.reset(gst_caps_intersect_full(filter, caps.get(), GST_CAPS_INTERSECT_FIRST));
  return caps;
}

void answer_caps(GstQuery* query, GstPad* pad, GstPad* other, Transform there, Transform here) {
  GstCaps* filter = nullptr;
  gst_query_parse_caps(query, &filter);
  gst_query_set_caps_result(query, query_caps(pad, other, filter, there, here).get());
}

// Frames go downstream as they are, but for cropping by metadata: the panel would be cropped with them.
void keep_crop_away(GstQuery* query) {
  guint crop = 0;
  if (gst_query_find_allocation_meta(query, GST_VIDEO_CROP_META_API_TYPE, &crop) != FALSE)
    gst_query_remove_nth_allocation_meta(query, crop);
}

gboolean sink_query(GstPad* pad, GstObject* parent, GstQuery* query) {
  GstPad* srcpad = overlay_of(parent)->srcpad;
  if (GST_QUERY_TYPE(query) == GST_QUERY_CAPS) {
    answer_caps(query, pad, srcpad, aesthetic::downstream_caps, aesthetic::upstream_caps);
    return TRUE;
  }
  const gboolean answered = gst_pad_query_default(pad, parent, query);
  if (answered != FALSE && GST_QUERY_TYPE(query) == GST_QUERY_ALLOCATION) keep_crop_away(query);
  return answered;
}

gboolean src_query(GstPad* pad, GstObject* parent, GstQuery* query) {
  if (GST_QUERY_TYPE(query) != GST_QUERY_CAPS) return gst_pad_query_default(pad, parent, query);
  answer_caps(query, pad, overlay_of(parent)->sinkpad, aesthetic::upstream_caps, aesthetic::downstream_caps);
  return TRUE;
}

bool renegotiate(GstAestheticOverlay* self) {
  const CapsPtr caps(gst_pad_get_current_caps(self->sinkpad));
  return caps && negotiate(self, caps.get());
}

GstFlowReturn chain(GstPad* /*sinkpad*/, GstObject* parent, GstBuffer* raw) {
  GstAestheticOverlay* self = overlay_of(parent);
  BufferPtr buffer(raw);
  if (gst_pad_check_reconfigure(self->srcpad) != FALSE && !renegotiate(self))
    return GST_PAD_IS_FLUSHING(self->srcpad) ? GST_FLOW_FLUSHING : GST_FLOW_NOT_NEGOTIATED;
  const GstClockTime time = self->state->stream_time(raw);
  if (GST_CLOCK_TIME_IS_VALID(time)) gst_object_sync_values(parent, time);
  if (!run_or_post_error(GST_ELEMENT_CAST(self), [&] { buffer = self->state->show(std::move(buffer)); }))
    return GST_FLOW_ERROR;
  return gst_pad_push(self->srcpad, buffer.release());
}

constexpr auto any_time =
    static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING);
constexpr auto controllable = static_cast<GParamFlags>(any_time | GST_PARAM_CONTROLLABLE);

void install_content_properties(GObjectClass* object_class) {
  /**
   * GstAestheticOverlay:tasks:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_tasks,
      g_param_spec_string("tasks", "Tasks",
                          "Names of the scores to show, with commas between, such as \"overall,quality\" "
                          "(null = all; the curve is of overall, and is shown with it)",
                          nullptr, any_time));
  /**
   * GstAestheticOverlay:show-curve:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_show_curve,
      g_param_spec_boolean("show-curve", "Show curve",
                           "Show the overall score of the last seconds as a curve", TRUE, any_time));
  /**
   * GstAestheticOverlay:history:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_history,
      g_param_spec_uint64("history", "History", "Stream time that the curve shows, in nanoseconds",
                          GST_SECOND, GST_SECOND * 3600 * 24, 10 * GST_SECOND, any_time));
}

void install_look_properties(GObjectClass* object_class) {
  /**
   * GstAestheticOverlay:position:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_position,
      g_param_spec_enum("position", "Position", "Where on the picture the panel lies",
                        gst_aesthetic_overlay_position_get_type(),
                        static_cast<gint>(aesthetic::PanelPosition::top_left), controllable));
  /**
   * GstAestheticOverlay:size:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_size,
      g_param_spec_double(
          "size", "Size",
          "Width of the panel as a part of the picture's shorter side; on small pictures it is "
          "as wide as legible text needs",
          0.1, 1, 0.45, any_time));
  /**
   * GstAestheticOverlay:opacity:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_opacity,
      g_param_spec_double("opacity", "Opacity", "Opacity of the panel (0 = frames pass untouched)", 0, 1, 1,
                          controllable));
}

}  // namespace

static void gst_aesthetic_overlay_class_init(GstAestheticOverlayClass* klass) {
  GST_DEBUG_CATEGORY_INIT(aesthetic_overlay_debug, "aestheticoverlay", 0, "aesthetic scores on the picture");
  // Scores may come from a file or another process, with no aestheticscore in this one.
  aesthetic::register_score_meta();

  auto* object_class = G_OBJECT_CLASS(klass);
  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->finalize = finalize;
  install_content_properties(object_class);
  install_look_properties(object_class);
  gst_type_mark_as_plugin_api(gst_aesthetic_overlay_position_get_type(), static_cast<GstPluginAPIFlags>(0));

  auto* element_class = GST_ELEMENT_CLASS(klass);
  element_class->change_state = change_state;
  gst_element_class_add_static_pad_template(element_class, &sink_template);
  gst_element_class_add_static_pad_template(element_class, &src_template);
  gst_element_class_set_static_metadata(
      element_class, "Aesthetic score overlay", "Filter/Editor/Video",
      "Shows the score of aestheticscore on the picture: overall value, a bar for each attribute and a curve "
      "of "
      "the last seconds. Frames without a score pass untouched. "
      "Example: gst-launch-1.0 filesrc location=a.mp4 ! decodebin ! aestheticscore ! aestheticoverlay ! "
      "videoconvert ! autovideosink",
      "The authors of aesthetic");
}

static void gst_aesthetic_overlay_init(GstAestheticOverlay* self) {
  self->state = new OverlayState(GST_ELEMENT_CAST(self));
  self->sinkpad = gst_pad_new_from_static_template(&sink_template, "sink");
  gst_pad_set_chain_function(self->sinkpad, chain);
  gst_pad_set_event_function(self->sinkpad, sink_event);
  gst_pad_set_query_function(self->sinkpad, sink_query);
  GST_PAD_SET_PROXY_ALLOCATION(self->sinkpad);
  gst_element_add_pad(GST_ELEMENT_CAST(self), self->sinkpad);

  self->srcpad = gst_pad_new_from_static_template(&src_template, "src");
  gst_pad_set_query_function(self->srcpad, src_query);
  gst_element_add_pad(GST_ELEMENT_CAST(self), self->srcpad);
}
