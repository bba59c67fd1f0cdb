// SPDX-License-Identifier: MIT
#include "analytics_meta.hpp"

#include <gst/analytics/analytics.h>

#include <vector>

namespace aesthetic {

void add_analytics_meta(GstBuffer* buffer, const Scores& scores) {
  std::vector<GQuark> names;
  std::vector<gfloat> levels;
  for (std::size_t task = 0; task < scores.size(); ++task) {
    names.push_back(g_quark_from_string(scores.name(task).c_str()));
    levels.push_back(scores.value(task));
  }
  GstAnalyticsRelationMeta* relations = gst_buffer_get_analytics_relation_meta(buffer);
  if (relations == nullptr) relations = gst_buffer_add_analytics_relation_meta(buffer);
  GstAnalyticsClsMtd classification;
  gst_analytics_relation_meta_add_cls_mtd(relations, names.size(), levels.data(), names.data(),
                                          &classification);
}

}  // namespace aesthetic
