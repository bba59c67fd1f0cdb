// SPDX-License-Identifier: MIT
#include "reading/video_picture.hpp"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

constexpr GstClockTime patience = 10 * GST_SECOND;
constexpr int grid = 64;

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

struct LumaMeter::State {
  void prepare(const GstVideoInfo& of_frames);

  GstVideoInfo source = {};
  GstVideoInfo target = {};
  gst::Ptr<GstBuffer> grid_pixels;
  gst::Ptr<GstVideoConverter> converter;
};

void LumaMeter::State::prepare(const GstVideoInfo& of_frames) {
  source = of_frames;
  gst_video_info_set_interlaced_format(&target, GST_VIDEO_FORMAT_BGR, source.interlace_mode, grid, grid);
  target.fps_n = source.fps_n;  // a converter wants both sides alike
  target.fps_d = source.fps_d;
  grid_pixels.reset(gst_buffer_new_allocate(nullptr, target.size, nullptr));
  GstStructure* nearest =
      gst_structure_new("nearest", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD, GST_TYPE_VIDEO_RESAMPLER_METHOD,
                        GST_VIDEO_RESAMPLER_METHOD_NEAREST, nullptr);
  converter.reset(gst_video_converter_new(&source, &target, nearest));
  if (converter == nullptr)
    throw Error(ErrorKind::failed, "a video frame whose brightness GStreamer cannot tell");
}

LumaMeter::LumaMeter() : state_(std::make_unique<State>()) {}

LumaMeter::~LumaMeter() = default;

Luma LumaMeter::measure(const VideoFrame& frame) {
  const GstVideoInfo source = info_of(frame.sample.get());
  if (state_->converter == nullptr || gst_video_info_is_equal(&source, &state_->source) == FALSE)
    state_->prepare(source);
  gst::VideoMap picture(gst_sample_get_buffer(frame.sample.get()), source, GST_MAP_READ);
  gst::VideoMap grid_map(state_->grid_pixels.get(), state_->target, GST_MAP_READWRITE);
  gst_video_converter_frame(state_->converter.get(), picture.frame(), grid_map.frame());
  cv::Mat pixels(grid, grid, CV_8UC3, GST_VIDEO_FRAME_PLANE_DATA(grid_map.frame(), 0),
                 static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(grid_map.frame(), 0)));
  cv::Mat gray;
  cv::cvtColor(pixels, gray, cv::COLOR_BGR2GRAY);
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(gray, mean, deviation);
  return {mean[0], deviation[0]};
}

}  // namespace aesthetic
