// SPDX-License-Identifier: MIT
//
// The element aestheticoverlay: shows the score that a video frame carries on its picture. The manual is
// `gst-inspect-1.0 aestheticoverlay`.
//
//   GST_ELEMENT_REGISTER(aestheticoverlay, plugin);
#pragma once

#include <gst/gst.h>

#define GST_TYPE_AESTHETIC_OVERLAY (gst_aesthetic_overlay_get_type())
GType gst_aesthetic_overlay_get_type();

GST_ELEMENT_REGISTER_DECLARE(aestheticoverlay);
