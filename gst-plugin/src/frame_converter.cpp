// SPDX-License-Identifier: MIT
#include "frame_converter.hpp"

namespace aesthetic {

GstVideoInfo same_frame_in(GstVideoFormat format, const GstVideoInfo& like) {
  GstVideoInfo info;
  if (gst_video_info_set_interlaced_format(&info, format, GST_VIDEO_INFO_INTERLACE_MODE(&like),
                                           static_cast<guint>(GST_VIDEO_INFO_WIDTH(&like)),
                                           static_cast<guint>(GST_VIDEO_INFO_HEIGHT(&like))) == FALSE) {
    refuse(like, "too large to convert");
  }
  GST_VIDEO_INFO_FPS_N(&info) = GST_VIDEO_INFO_FPS_N(&like);
  GST_VIDEO_INFO_FPS_D(&info) = GST_VIDEO_INFO_FPS_D(&like);
  return info;
}

FrameConverter::FrameConverter(const GstVideoInfo& from, const GstVideoInfo& to)
    : from_(from), to_(to), converted_(to) {
  make_converter();
}

// Dithering would make the same frame score differently in another place.
void FrameConverter::make_converter() {
  converter_.reset(gst_video_converter_new(
      &from_, &to_,
      gst_structure_new("options", GST_VIDEO_CONVERTER_OPT_DITHER_METHOD, GST_TYPE_VIDEO_DITHER_METHOD,
                        GST_VIDEO_DITHER_NONE, nullptr)));
  if (!converter_) refuse(from_, "GstVideoConverter cannot convert this format");
}

GstVideoFrame* FrameConverter::convert(const GstVideoFrame* frame) {
  // GstVideoConverter 1.22 keeps a frame's last line, and takes it for the next frame's first where both are
  // line 0.
  if (GST_VIDEO_INFO_HEIGHT(&from_) == 1) make_converter();
  gst_video_converter_frame(converter_.get(), frame, converted_.get());
  return converted_.get();
}

}  // namespace aesthetic
