// SPDX-License-Identifier: MIT
#include "reading/video_picture.hpp"

#include <opencv2/core.hpp>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

constexpr GstClockTime patience = 10 * GST_SECOND;

GstVideoInfo info_of(GstSample* sample) {
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, gst_sample_get_caps(sample)) == FALSE)
    throw Error(ErrorKind::failed, "a video frame of unknown format");
  return info;
}

}  // namespace

// Through 16 bits a channel: GStreamer's 8-bit arithmetic from YUV makes pictures up to 6 of 255 too dark.
cv::Mat bgr_picture(const VideoFrame& frame) {
  const GstVideoInfo source = info_of(frame.sample.get());
  const auto width = static_cast<int>(
      gst_util_uint64_scale_int_round(static_cast<guint64>(source.width), source.par_n, source.par_d));
  const gst::Ptr<GstCaps> caps(gst_caps_new_simple("video/x-raw", "format", G_TYPE_STRING, "ARGB64", "width",
                                                   G_TYPE_INT, width, "height", G_TYPE_INT, source.height,
                                                   "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, nullptr));
  GError* fault = nullptr;
  const gst::Ptr<GstSample> converted(
      gst_video_convert_sample(frame.sample.get(), caps.get(), patience, &fault));
  const gst::Ptr<GError> error(fault);
  if (converted == nullptr)
    throw Error(ErrorKind::failed,
                "frame " + std::to_string(frame.index) + ": " +
                    gst::one_line(error != nullptr ? error->message : "cannot be converted"));
  const GstVideoInfo info = info_of(converted.get());
  gst::VideoMap map(gst_sample_get_buffer(converted.get()), info, GST_MAP_READ);
  const cv::Mat argb(info.height, info.width, CV_16UC4, GST_VIDEO_FRAME_PLANE_DATA(map.frame(), 0),
                     static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(map.frame(), 0)));
  cv::Mat bgr(argb.size(), CV_16UC3);
  cv::mixChannels(argb, bgr, {3, 0, 2, 1, 1, 2});
  constexpr double to_8_bits = 1 / 257.0;
  bgr.convertTo(bgr, CV_8U, to_8_bits);
  return bgr;
}

}  // namespace aesthetic
