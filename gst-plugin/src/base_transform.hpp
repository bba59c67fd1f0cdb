// SPDX-License-Identifier: MIT
//
// What the elements that are a GstBaseTransform have in common.
//
//   sync_controlled_values(transform, buffer);   // before a frame
//   add_live_latency(query, own);                // a LATENCY query that upstream has answered
#pragma once

#include <gst/base/gstbasetransform.h>

namespace aesthetic {

// Properties that follow a GstControlSource take the values they have at the stream time of `buffer`.
void sync_controlled_values(GstBaseTransform* transform, GstBuffer* buffer);

// Adds the element's own latency to the least and the most, where the pipeline is live.
void add_live_latency(GstQuery* query, GstClockTime own);

}  // namespace aesthetic
