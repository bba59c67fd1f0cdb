// SPDX-License-Identifier: MIT
//
// Frame after frame into another format or colorimetry, by GstVideoConverter.
//
//   FrameConverter converter(from, to);
//   GstVideoFrame* converted = converter.convert(frame);
#pragma once

#include <gst/video/video.h>

#include <memory>

#include "mapped_frame.hpp"

namespace aesthetic {

// `like` in another format, with that format's usual colorimetry: same size, rate and fields.
// Throws Error(bad_picture) where such a frame would be too large.
GstVideoInfo same_frame_in(GstVideoFormat format, const GstVideoInfo& like);

// For one thread at a time.
class FrameConverter {
 public:
  // Throws Error(bad_picture) where GstVideoConverter cannot do it, or there is no memory.
  FrameConverter(const GstVideoInfo& from, const GstVideoInfo& to);

  // The frame lives until the next call.
  GstVideoFrame* convert(const GstVideoFrame* frame);

 private:
  struct ConverterFree {
    void operator()(GstVideoConverter* converter) const { gst_video_converter_free(converter); }
  };

  void make_converter();

  GstVideoInfo from_, to_;
  std::unique_ptr<GstVideoConverter, ConverterFree> converter_;
  OwnedFrame converted_;
};

}  // namespace aesthetic
