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

void set_fields(GstStructure* structure, const FrameScore& score, GstClockTime pts) {
  const StructurePtr attributes(gst_structure_new_empty(AESTHETIC_SCORE_ATTRIBUTES));
  for (std::size_t task = 1; task < score.scores.size(); ++task) {
    gst_structure_set(attributes.get(), score.scores.name(task).c_str(), G_TYPE_DOUBLE,
                      static_cast<double>(score.scores.value(task)), nullptr);
  }
  gst_structure_set(structure,                                                                            //
                    AESTHETIC_SCORE_OVERALL, G_TYPE_DOUBLE, static_cast<double>(score.scores.overall()),  //
                    AESTHETIC_SCORE_ATTRIBUTES, GST_TYPE_STRUCTURE, attributes.get(),                     //
                    AESTHETIC_SCORE_MODEL, G_TYPE_STRING, score.model.c_str(),                            //
                    AESTHETIC_SCORE_FRESH, G_TYPE_BOOLEAN, static_cast<gboolean>(score.fresh),            //
                    AESTHETIC_SCORE_PTS, G_TYPE_UINT64, score.pts,                                        //
                    AESTHETIC_SCORE_AGE, G_TYPE_UINT64, age(score, pts), nullptr);
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
