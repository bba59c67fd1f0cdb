// SPDX-License-Identifier: MIT
//
// The element aestheticselect: passes only the best frames of a scored stream. The manual is
// `gst-inspect-1.0 aestheticselect`.
//
//   GST_ELEMENT_REGISTER(aestheticselect, plugin);
#pragma once

#include <gst/gst.h>

#define GST_TYPE_AESTHETIC_SELECT (gst_aesthetic_select_get_type())
GType gst_aesthetic_select_get_type();

GST_ELEMENT_REGISTER_DECLARE(aestheticselect);
