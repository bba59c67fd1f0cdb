// SPDX-License-Identifier: MIT
//
// Video frames whose pixels can be reached.
//
//   MappedFrame frame(info, buffer, GST_MAP_READ);
//   gst_video_converter_frame(converter, frame.get(), converted.get());
#pragma once

#include <gst/video/video.h>

#include <memory>
#include <string>

#include "gst_handles.hpp"

namespace aesthetic {

// Throws Error(bad_picture) "video frame of 64x48 I420: FAULT".
[[noreturn]] void refuse(const GstVideoInfo& info, const std::string& fault);

// A frame in somebody's buffer, mapped as long as this lives.
class MappedFrame {
 public:
  // Throws Error(bad_picture) where `buffer` is too small for its layout or cannot be mapped.
  MappedFrame(const GstVideoInfo& info, GstBuffer* buffer, GstMapFlags flags);
  ~MappedFrame() { gst_video_frame_unmap(&frame_); }
  MappedFrame(const MappedFrame&) = delete;
  MappedFrame& operator=(const MappedFrame&) = delete;

  GstVideoFrame* get() noexcept { return &frame_; }

 private:
  GstVideoFrame frame_ = {};
};

// A frame with memory of its own.
class OwnedFrame {
 public:
  // Throws Error(bad_picture) where there is no memory.
  explicit OwnedFrame(const GstVideoInfo& info);

  GstVideoFrame* get() noexcept { return frame_->get(); }

 private:
  BufferPtr buffer_;
  std::unique_ptr<MappedFrame> frame_;
};

}  // namespace aesthetic
