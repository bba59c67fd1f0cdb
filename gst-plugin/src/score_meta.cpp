// SPDX-License-Identifier: MIT
#include "score_meta.hpp"

#include <mutex>

#include "aesthetic/score_meta.h"
#ifdef AESTHETIC_HAVE_ANALYTICS
#include "analytics_meta.hpp"
#endif

namespace aesthetic {
namespace {

GstClockTime age(const FrameScore& score, GstClockTime pts) {
  if (score.fresh || !GST_CLOCK_TIME_IS_VALID(pts) || !GST_CLOCK_TIME_IS_VALID(score.pts)) return 0;
  return pts > score.pts ? pts - score.pts : 0;
}

// The fields of every frame: set by quark, and moved in. gst_structure_set() would copy the attributes once
// more and look every name up.
struct FieldNames {
  const GQuark overall = g_quark_from_static_string(AESTHETIC_SCORE_OVERALL);
  const GQuark attributes = g_quark_from_static_string(AESTHETIC_SCORE_ATTRIBUTES);
  const GQuark model = g_quark_from_static_string(AESTHETIC_SCORE_MODEL);
  const GQuark fresh = g_quark_from_static_string(AESTHETIC_SCORE_FRESH);
  const GQuark pts = g_quark_from_static_string(AESTHETIC_SCORE_PTS);
  const GQuark age = g_quark_from_static_string(AESTHETIC_SCORE_AGE);
};

void set_double(GstStructure* structure, GQuark field, float number) {
  GValue value = G_VALUE_INIT;
  g_value_init(&value, G_TYPE_DOUBLE);
  g_value_set_double(&value, static_cast<double>(number));
  gst_structure_id_take_value(structure, field, &value);
}

void set_time(GstStructure* structure, GQuark field, GstClockTime time) {
  GValue value = G_VALUE_INIT;
  g_value_init(&value, G_TYPE_UINT64);
  g_value_set_uint64(&value, time);
  gst_structure_id_take_value(structure, field, &value);
}

GstStructure* attributes_of(const Scores& scores, GQuark name) {
  GstStructure* attributes = gst_structure_new_id_empty(name);
  for (std::size_t task = 1; task < scores.size(); ++task)
    set_double(attributes, g_quark_from_string(scores.name(task).c_str()), scores.value(task));
  return attributes;
}

void set_fields(GstStructure* structure, const FrameScore& score, GstClockTime pts) {
  static const FieldNames names;
  GValue value = G_VALUE_INIT;
  set_double(structure, names.overall, score.scores.overall());
  g_value_init(&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed(&value, attributes_of(score.scores, names.attributes));
  gst_structure_id_take_value(structure, names.attributes, &value);
  g_value_init(&value, G_TYPE_STRING);
  g_value_set_string(&value, score.model.c_str());
  gst_structure_id_take_value(structure, names.model, &value);
  g_value_init(&value, G_TYPE_BOOLEAN);
  g_value_set_boolean(&value, static_cast<gboolean>(score.fresh));
  gst_structure_id_take_value(structure, names.fresh, &value);
  set_time(structure, names.pts, score.pts);
  set_time(structure, names.age, age(score, pts));
}

}  // namespace

void register_score_meta() {
  static std::once_flag once;
  std::call_once(once, [] {
    // Another copy of this code in the process (plugin file and program) may have been first.
    if (gst_meta_get_info(AESTHETIC_SCORE_META_NAME) != nullptr) return;
    // A tag would let videoscale, videocrop and others drop the score.
    const gchar* no_tags[] = {nullptr};
    gst_meta_register_custom(AESTHETIC_SCORE_META_NAME, no_tags, nullptr, nullptr, nullptr);
  });
}

void attach_score(GstBuffer* buffer, const FrameScore& score) {
  while (GstCustomMeta* old = gst_buffer_get_custom_meta(buffer, AESTHETIC_SCORE_META_NAME))
    gst_buffer_remove_meta(buffer, GST_META_CAST(old));
  GstCustomMeta* meta = gst_buffer_add_custom_meta(buffer, AESTHETIC_SCORE_META_NAME);
  set_fields(gst_custom_meta_get_structure(meta), score, GST_BUFFER_PTS(buffer));
#ifdef AESTHETIC_HAVE_ANALYTICS
  add_analytics_meta(buffer, score.scores);
#endif
}

StructurePtr score_structure(const FrameScore& score, GstClockTime pts) {
  StructurePtr structure(gst_structure_new_empty(AESTHETIC_SCORE_MESSAGE_NAME));
  set_fields(structure.get(), score, pts);
  return structure;
}

}  // namespace aesthetic
