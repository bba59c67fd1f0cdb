// SPDX-License-Identifier: MIT
//
// A launch line run to its end.
//
//   Pipeline pipeline("videotestsrc num-buffers=3 ! aestheticscore name=scorer ! fakesink");
//   EXPECT_EQ(pipeline.run(), std::nullopt);
#pragma once

#include <gst/gst.h>

#include <functional>
#include <optional>
#include <string>

namespace aesthetic::test {

class Pipeline {
 public:
  // Elements named `scorer` get mean.onnx as their model.
  explicit Pipeline(const std::string& launch_line);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  GstElement* get() const { return pipeline_; }
  // Calls `see` with every buffer at a pad: on_buffers("scorer", "src", ...).
  void on_buffers(const std::string& element, const std::string& pad, std::function<void(GstBuffer*)> see);
  void on_events(const std::string& element, const std::string& pad, std::function<void(GstEvent*)> see);
  void set(const std::string& element, const std::string& property, const std::string& value);
  // Plays to the end, then goes back to NULL. The text of the error, if there was one.
  std::optional<std::string> run();

 private:
  GstElement* pipeline_;
};

}  // namespace aesthetic::test
