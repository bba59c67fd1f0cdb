// SPDX-License-Identifier: MIT
#include "report/thumbnails.hpp"

#include <algorithm>
#include <utility>

#include "aesthetic/error.hpp"
#include "report/small_jpeg.hpp"

namespace aesthetic {
namespace {

constexpr int jpeg_quality = 70;

// GStreamer's interlaced and subsampled formats want even numbers of lines and columns.
int even(int pixels) {
  return std::max(2, pixels - pixels % 2);
}

// Of the frame as it is shown, with square pixels; small frames are not enlarged.
cv::Size thumbnail_size(const GstVideoInfo& source) {
  const auto width = static_cast<int>(
      gst_util_uint64_scale_int_round(static_cast<guint64>(source.width), source.par_n, source.par_d));
  const cv::Size size = size_within({std::max(1, width), source.height}, Thumbnails::longest_side);
  return {even(size.width), even(size.height)};
}

}  // namespace

// Scales in the frame's own format, which is far cheaper than making a full picture first.
struct Thumbnails::Reducer {
  void prepare(const GstVideoInfo& of_frames);
  std::string jpeg_of(GstSample* sample);

  GstVideoInfo source = {};
  GstVideoInfo target = {};
  gst::Ptr<GstBuffer> pixels;
  gst::Ptr<GstVideoConverter> converter;
};

void Thumbnails::Reducer::prepare(const GstVideoInfo& of_frames) {
  source = of_frames;
  const cv::Size size = thumbnail_size(source);
  gst_video_info_set_interlaced_format(&target, GST_VIDEO_FORMAT_BGR, source.interlace_mode,
                                       static_cast<guint>(size.width), static_cast<guint>(size.height));
  target.fps_n = source.fps_n;  // a converter wants both sides alike
  target.fps_d = source.fps_d;
  pixels.reset(gst_buffer_new_allocate(nullptr, target.size, nullptr));
  GstStructure* linear =
      gst_structure_new("linear", GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD, GST_TYPE_VIDEO_RESAMPLER_METHOD,
                        GST_VIDEO_RESAMPLER_METHOD_LINEAR, nullptr);
  converter.reset(gst_video_converter_new(&source, &target, linear));
  if (converter == nullptr)
    throw Error(ErrorKind::failed, "a video frame that GStreamer cannot make a thumbnail of");
}

std::string Thumbnails::Reducer::jpeg_of(GstSample* sample) {
  GstVideoInfo info;
  if (gst_video_info_from_caps(&info, gst_sample_get_caps(sample)) == FALSE)
    throw Error(ErrorKind::failed, "a video frame of unknown format");
  if (converter == nullptr || gst_video_info_is_equal(&info, &source) == FALSE) prepare(info);
  gst::VideoMap picture(gst_sample_get_buffer(sample), source, GST_MAP_READ);
  gst::VideoMap small(pixels.get(), target, GST_MAP_READWRITE);
  gst_video_converter_frame(converter.get(), picture.frame(), small.frame());
  const cv::Mat bgr(target.height, target.width, CV_8UC3, GST_VIDEO_FRAME_PLANE_DATA(small.frame(), 0),
                    static_cast<std::size_t>(GST_VIDEO_FRAME_PLANE_STRIDE(small.frame(), 0)));
  return small_jpeg(bgr, longest_side, jpeg_quality);
}

Thumbnails::Thumbnails(std::size_t most)
    : most_(std::max<std::size_t>(most, 2)), reducer_(std::make_unique<Reducer>()) {}

Thumbnails::~Thumbnails() = default;
Thumbnails::Thumbnails(Thumbnails&&) noexcept = default;
Thumbnails& Thumbnails::operator=(Thumbnails&&) noexcept = default;

void Thumbnails::offer(const VideoFrame& frame) {
  if (offered_++ % stride_ != 0) return;
  if (kept_.size() == most_) {
    for (std::size_t i = 1; 2 * i < kept_.size(); ++i) kept_[i] = std::move(kept_[2 * i]);
    kept_.resize((kept_.size() + 1) / 2);
    stride_ *= 2;
    if ((offered_ - 1) % stride_ != 0) return;
  }
  kept_.push_back({frame.index, frame.time, reducer_->jpeg_of(frame.sample.get())});
}

}  // namespace aesthetic
