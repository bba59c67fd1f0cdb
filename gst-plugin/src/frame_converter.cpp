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

// Dithering would make the same frame score differently in another place.
FrameConverter::FrameConverter(const GstVideoInfo& from, const GstVideoInfo& to)
    : converter_(gst_video_converter_new(
          &from, &to,
          gst_structure_new("options", GST_VIDEO_CONVERTER_OPT_DITHER_METHOD, GST_TYPE_VIDEO_DITHER_METHOD,
                            GST_VIDEO_DITHER_NONE, nullptr))),
      converted_(to) {
  if (!converter_) refuse(from, "GstVideoConverter cannot convert this format");
}

GstVideoFrame* FrameConverter::convert(const GstVideoFrame* frame) {
  gst_video_converter_frame(converter_.get(), frame, converted_.get());
  return converted_.get();
}

}  // namespace aesthetic
