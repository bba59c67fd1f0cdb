// SPDX-License-Identifier: MIT
#include "score_properties.hpp"

#include "device_type.hpp"
#include "gst_handles.hpp"
#include "mode_type.hpp"

namespace aesthetic {
namespace {

enum Property : guint {
  prop_model = 1,
  prop_device,
  prop_active_device,
  prop_share_model,
  prop_batch_size,
  prop_batch_timeout,
  prop_threads,
  prop_mode,
  prop_interval,
  prop_max_rate,
  prop_post_messages,
  prop_message_interval,
  prop_last_score,
  prop_stats
};

void change_setting(ScoreState& state, GObject* object, const PropertyRef& property, const GValue* value) {
  auto& settings = state.settings;
  const ObjectLock lock(object);
  switch (property.id) {
    case prop_model: {
      const gchar* model = g_value_get_string(value);
      settings.model = model != nullptr ? std::optional<std::string>(model) : std::nullopt;
      break;
    }
    case prop_device:
      settings.device = static_cast<Device>(g_value_get_enum(value));
      break;
    case prop_share_model:
      settings.share_model = g_value_get_boolean(value) != FALSE;
      break;
    case prop_batch_size:
      settings.batch_size = static_cast<int>(g_value_get_uint(value));
      break;
    case prop_batch_timeout:
      settings.batch_timeout = g_value_get_uint64(value);
      break;
    case prop_threads:
      settings.threads = static_cast<int>(g_value_get_uint(value));
      break;
    case prop_mode:
      settings.conduct.mode = static_cast<ScoringMode>(g_value_get_enum(value));
      break;
    case prop_interval:
      settings.conduct.pace.interval = g_value_get_uint(value);
      break;
    case prop_max_rate:
      settings.conduct.pace.max_rate = g_value_get_double(value);
      break;
    case prop_post_messages:
      settings.conduct.post_messages = g_value_get_boolean(value) != FALSE;
      break;
    case prop_message_interval:
      settings.conduct.message_interval = g_value_get_uint64(value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID(object, property.id, property.spec);
  }
}

void set_string(GValue* value, const std::optional<std::string>& text) {
  g_value_set_string(value, text ? text->c_str() : nullptr);
}

constexpr guint most_pictures = 1024;
constexpr guint most_threads = 1024;
constexpr GstClockTime longest_wait = 3600 * GST_SECOND;
constexpr auto readable = static_cast<GParamFlags>(G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
constexpr auto before_start =
    static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_READY);
constexpr auto any_time =
    static_cast<GParamFlags>(G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | GST_PARAM_MUTABLE_PLAYING);
constexpr auto controllable = static_cast<GParamFlags>(any_time | GST_PARAM_CONTROLLABLE);

void install_model_properties(GObjectClass* object_class) {
  /**
   * GstAestheticScore:model:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_model,
      g_param_spec_string(
          "model", "Model",
          "Path of the network, NAME.onnx; its model card NAME.json lies beside it "
          "(null = the model that ships, or the one AESTHETIC_MODEL in the environment names). Set while "
          "playing it is loaded beside the stream, which goes over to it at a frame; a bad one is "
          "refused with a warning",
          nullptr, any_time));
  /**
   * GstAestheticScore:device:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_device,
      g_param_spec_enum("device", "Device", "Where the network is to run", gst_aesthetic_device_get_type(),
                        static_cast<gint>(Device::automatic), before_start));
  /**
   * GstAestheticScore:active-device:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_active_device,
      g_param_spec_string("active-device", "Active device",
                          "Where the network runs, as a name of the enum of device (null before PAUSED)",
                          nullptr, readable));
}

void install_sharing_properties(GObjectClass* object_class) {
  /**
   * GstAestheticScore:share-model:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_share_model,
      g_param_spec_boolean(
          "share-model", "Share model",
          "Use one loaded network with all elements of the process that have the same model, "
          "device, batch-size, batch-timeout and threads",
          TRUE, before_start));
  /**
   * GstAestheticScore:batch-size:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_batch_size,
      g_param_spec_uint(
          "batch-size", "Batch size",
          "Pictures that the network takes at a time, of all the streams that share it (0 = 16 on "
          "CUDA, 1 on a processor, which gains nothing from more). With mode=sync up to twice as "
          "many frames of a stream that is not live wait in the element",
          0, most_pictures, 0, before_start));
  /**
   * GstAestheticScore:batch-timeout:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_batch_timeout,
      g_param_spec_uint64("batch-timeout", "Batch timeout",
                          "How long the first picture of a batch waits for others, in nanoseconds (0 = only "
                          "while the network is busy)",
                          0, longest_wait, 0, before_start));
  /**
   * GstAestheticScore:threads:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_threads,
      g_param_spec_uint(
          "threads", "Threads",
          "Most threads that share a picture on the devices cpu-onednn..., one for every 100 million "
          "multiply-adds of the network (0 = as many as the process may use cores). All networks of the "
          "process together never use more",
          0, most_threads, 0, before_start));
}

void install_pace_properties(GObjectClass* object_class) {
  /**
   * GstAestheticScore:mode:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_mode,
      g_param_spec_enum("mode", "Mode", "Whether frames wait for their score",
                        gst_aesthetic_score_mode_get_type(), static_cast<gint>(ScoringMode::sync), any_time));
  /**
   * GstAestheticScore:interval:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_interval,
      g_param_spec_uint("interval", "Interval",
                        "Score every n-th frame; those between carry the last score, marked as not fresh", 1,
                        G_MAXUINT, 1, controllable));
  /**
   * GstAestheticScore:max-rate:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_max_rate,
      g_param_spec_double("max-rate", "Maximum rate", "Most scores a second of running time (0 = no limit)",
                          0, G_MAXDOUBLE, 0, controllable));
}

void install_result_properties(GObjectClass* object_class) {
  /**
   * GstAestheticScore:post-messages:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_post_messages,
      g_param_spec_boolean("post-messages", "Post messages",
                           "Post an element message aesthetic-score on the bus for each frame that is scored",
                           TRUE, any_time));
  /**
   * GstAestheticScore:message-interval:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_message_interval,
      g_param_spec_uint64("message-interval", "Message interval",
                          "Least stream time between two messages, in nanoseconds (0 = one for each score)",
                          0, G_MAXUINT64, 0, any_time));
  /**
   * GstAestheticScore:last-score:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_last_score,
      g_param_spec_boxed("last-score", "Last score",
                         "The newest score: overall, attributes, model, fresh, score-pts, age "
                         "(null before the first one and after stopping)",
                         GST_TYPE_STRUCTURE, readable));
  /**
   * GstAestheticScore:stats:
   *
   * Since: 0.1
   */
  g_object_class_install_property(
      object_class, prop_stats,
      g_param_spec_boxed("stats", "Statistics",
                         "What became of the frames since READY: frames, scored, skipped-interval, "
                         "skipped-late, skipped-empty, mean-time and p99-time of scoring in nanoseconds, "
                         "active-device, model, batch-size",
                         GST_TYPE_STRUCTURE, readable));
}

}  // namespace

void set_score_property(ScoreState& state, GObject* object, const PropertyRef& property,
                        const GValue* value) {
  change_setting(state, object, property, value);
  if (property.id == prop_model) state.change_model();
  // Only one of the modes adds to the latency.
  if (property.id == prop_mode)
    gst_element_post_message(GST_ELEMENT_CAST(object), gst_message_new_latency(GST_OBJECT_CAST(object)));
}

void get_score_property(const ScoreState& state, GObject* object, const PropertyRef& property,
                        GValue* value) {
  const auto& settings = state.settings;
  const auto& published = state.published;
  const ObjectLock lock(object);
  switch (property.id) {
    case prop_model:
      set_string(value, settings.model);
      break;
    case prop_device:
      g_value_set_enum(value, static_cast<gint>(settings.device));
      break;
    case prop_active_device:
      set_string(value, published.active_device);
      break;
    case prop_share_model:
      g_value_set_boolean(value, static_cast<gboolean>(settings.share_model));
      break;
    case prop_batch_size:
      g_value_set_uint(value, static_cast<guint>(settings.batch_size));
      break;
    case prop_batch_timeout:
      g_value_set_uint64(value, settings.batch_timeout);
      break;
    case prop_threads:
      g_value_set_uint(value, static_cast<guint>(settings.threads));
      break;
    case prop_mode:
      g_value_set_enum(value, static_cast<gint>(settings.conduct.mode));
      break;
    case prop_interval:
      g_value_set_uint(value, settings.conduct.pace.interval);
      break;
    case prop_max_rate:
      g_value_set_double(value, settings.conduct.pace.max_rate);
      break;
    case prop_post_messages:
      g_value_set_boolean(value, static_cast<gboolean>(settings.conduct.post_messages));
      break;
    case prop_message_interval:
      g_value_set_uint64(value, settings.conduct.message_interval);
      break;
    case prop_last_score:
      g_value_set_boxed(value, published.last_score.get());
      break;
    case prop_stats:
      g_value_take_boxed(value, published.structure().release());
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID(object, property.id, property.spec);
  }
}

void install_score_properties(GObjectClass* object_class) {
  install_model_properties(object_class);
  install_sharing_properties(object_class);
  install_pace_properties(object_class);
  install_result_properties(object_class);
  gst_type_mark_as_plugin_api(gst_aesthetic_device_get_type(), static_cast<GstPluginAPIFlags>(0));
  gst_type_mark_as_plugin_api(gst_aesthetic_score_mode_get_type(), static_cast<GstPluginAPIFlags>(0));
}

}  // namespace aesthetic
