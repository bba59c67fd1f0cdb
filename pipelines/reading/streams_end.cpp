// SPDX-License-Identifier: MIT
#include "reading/streams_end.hpp"

#include "reading/added_elements.hpp"
#include "reading/stream_time.hpp"

namespace aesthetic {
namespace {

void reach(std::atomic<double>& reached, double time) {
  double before = reached;
  while (before < time && !reached.compare_exchange_weak(before, time)) continue;
}

}  // namespace

StreamsEnd::StreamsEnd(GstElement* pipeline) : reached_(std::make_shared<std::atomic<double>>(-1)) {
  const auto look = [reached = reached_](GstPad* pad, GstBuffer*& buffer) {
    const auto begin = stream_seconds(pad, GST_BUFFER_PTS(buffer));
    const bool lasts = GST_BUFFER_DURATION_IS_VALID(buffer);
    const double length = lasts ? static_cast<double>(GST_BUFFER_DURATION(buffer)) / GST_SECOND : 0;
    if (begin) reach(*reached, *begin + length);
    return true;
  };
  on_element_added(pipeline, [look](GstElement* element) {
    if (demultiplexes(element)) on_pad_added(element, [look](GstPad* pad) { on_buffer(pad, look); });
  });
}

std::optional<double> StreamsEnd::reached() const {
  const double time = *reached_;
  return time < 0 ? std::nullopt : std::optional(time);
}

}  // namespace aesthetic
