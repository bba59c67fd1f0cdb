// SPDX-License-Identifier: MIT
//
// How far the streams of a file reach, whether they are decoded or not: a file that was cut short ends before
// it says that it does, which demuxers do not mention.
//
//   StreamsEnd end(pipeline.get());  // before it starts
//   ...
//   if (end.reached() && *end.reached() < duration) ...;
#pragma once

#include <gst/gst.h>

#include <atomic>
#include <memory>
#include <optional>

namespace aesthetic {

class StreamsEnd {
 public:
  explicit StreamsEnd(GstElement* pipeline);

  // Seconds since the beginning of the file, of all that was read so far; none where no demuxer gave any.
  std::optional<double> reached() const;

 private:
  std::shared_ptr<std::atomic<double>> reached_;  // outlives the pipeline's threads
};

}  // namespace aesthetic
