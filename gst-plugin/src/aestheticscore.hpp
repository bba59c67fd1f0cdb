// SPDX-License-Identifier: MIT
//
// The element aestheticscore: puts an aesthetic score on every video frame that passes. The manual is
// `gst-inspect-1.0 aestheticscore`.
//
//   GST_ELEMENT_REGISTER(aestheticscore, plugin);
#pragma once

#include <gst/gst.h>

#define GST_TYPE_AESTHETIC_SCORE (gst_aesthetic_score_get_type())
GType gst_aesthetic_score_get_type();

GST_ELEMENT_REGISTER_DECLARE(aestheticscore);
