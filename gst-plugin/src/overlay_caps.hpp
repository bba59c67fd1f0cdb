// SPDX-License-Identifier: MIT
//
// What an element that draws over video can do with formats: hand its drawing to a downstream element that
// takes GstVideoOverlayComposition (any format, any memory), or blend it into frames in system memory.
//
//   CapsPtr caps = upstream_caps(*downstream);  // what can come in for that to go out
#pragma once

#include <gst/video/video.h>

#include "gst_handles.hpp"

namespace aesthetic {

// Template of both pads.
#define AESTHETIC_OVERLAY_CAPS                                     \
  GST_VIDEO_CAPS_MAKE(GST_VIDEO_OVERLAY_COMPOSITION_BLEND_FORMATS) \
  ";" GST_VIDEO_CAPS_MAKE_WITH_FEATURES("ANY", GST_VIDEO_FORMATS_ALL)

// Whether frames of these caps can be drawn on here.
bool can_blend(const GstCaps* caps);
// Whether the caps say that buffers may carry a composition.
bool has_composition(const GstCaps* caps);
// The same caps, saying so.
CapsPtr with_composition(const GstCaps* caps);

// What can come in where `downstream` is taken, and what can go out where `upstream` comes in; the preferred
// first.
CapsPtr upstream_caps(const GstCaps* downstream);
CapsPtr downstream_caps(const GstCaps* upstream);

// Agrees with downstream on the caps it gets for `caps` and sends them. True: compositions are to be
// attached, false: to be blended. Throws aesthetic::Error where neither will do.
bool negotiate_composition(GstPad* srcpad, GstCaps* caps);

}  // namespace aesthetic
