// SPDX-License-Identifier: MIT
#include "reading/stream_time.hpp"

#include "reading/gst.hpp"

namespace aesthetic {

std::optional<double> stream_seconds(const GstSegment& segment, GstClockTime pts) {
  const GstClockTime time = gst_segment_to_stream_time(&segment, GST_FORMAT_TIME, pts);
  if (!GST_CLOCK_TIME_IS_VALID(time)) return std::nullopt;
  return static_cast<double>(time) / GST_SECOND;
}

std::optional<double> stream_seconds(GstPad* pad, GstClockTime pts) {
  const gst::Ptr<GstEvent> event(gst_pad_get_sticky_event(pad, GST_EVENT_SEGMENT, 0));
  if (event == nullptr) return std::nullopt;
  const GstSegment* segment = nullptr;
  gst_event_parse_segment(event.get(), &segment);
  return segment->format == GST_FORMAT_TIME ? stream_seconds(*segment, pts) : std::nullopt;
}

}  // namespace aesthetic
