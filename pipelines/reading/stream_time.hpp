// SPDX-License-Identifier: MIT
//
// Where in a file a buffer lies, as a player shows it.
#pragma once

#include <gst/gst.h>

#include <optional>

namespace aesthetic {

// Seconds since the beginning of the file; none outside the segment.
std::optional<double> stream_seconds(const GstSegment& segment, GstClockTime pts);
// The same by the segment that `pad` is in.
std::optional<double> stream_seconds(GstPad* pad, GstClockTime pts);

}  // namespace aesthetic
