// SPDX-License-Identifier: MIT
#include "reading/scoring.hpp"

namespace aesthetic {

void set_up(GstElement* score, const Scoring& scoring) {
  g_object_set(score, "model", scoring.model.c_str(), "interval", static_cast<guint>(scoring.interval),
               "threads", static_cast<guint>(scoring.threads), "batch-size",
               static_cast<guint>(scoring.batch_size), "batch-timeout",
               static_cast<guint64>(scoring.batch_timeout.count()), nullptr);
  gst_util_set_object_arg(G_OBJECT(score), "device", to_string(scoring.device).c_str());
}

}  // namespace aesthetic
