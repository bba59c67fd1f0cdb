// SPDX-License-Identifier: MIT
#include "panel_composition.hpp"

#include <utility>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

constexpr GstVideoFormat format =
    G_BYTE_ORDER == G_LITTLE_ENDIAN ? GST_VIDEO_FORMAT_BGRA : GST_VIDEO_FORMAT_ARGB;

struct RectangleUnref {
  void operator()(GstVideoOverlayRectangle* rectangle) const { gst_video_overlay_rectangle_unref(rectangle); }
};
using RectanglePtr = std::unique_ptr<GstVideoOverlayRectangle, RectangleUnref>;

PoolPtr new_pool(int width, int height) {
  GstVideoInfo info;
  gst_video_info_set_format(&info, format, static_cast<guint>(width), static_cast<guint>(height));
  const CapsPtr caps(gst_video_info_to_caps(&info));
  PoolPtr pool(gst_video_buffer_pool_new());
  GstStructure* config = gst_buffer_pool_get_config(pool.get());
  gst_buffer_pool_config_set_params(config, caps.get(), static_cast<guint>(info.size), 0, 0);
  gst_buffer_pool_config_add_option(config, GST_BUFFER_POOL_OPTION_VIDEO_META);
  if (gst_buffer_pool_set_config(pool.get(), config) == FALSE ||
      gst_buffer_pool_set_active(pool.get(), TRUE) == FALSE)
    throw Error(ErrorKind::failed, "no memory for the panel's picture");
  return pool;
}

// A frame of video while it is mapped.
class Mapped {
 public:
  Mapped(GstBuffer* buffer, const GstVideoInfo& info, GstMapFlags flags) {
    if (gst_video_frame_map(&frame_, const_cast<GstVideoInfo*>(&info), buffer, flags) == FALSE)
      throw Error(ErrorKind::bad_picture, "the frame's memory cannot be written");
  }
  ~Mapped() { gst_video_frame_unmap(&frame_); }
  Mapped(const Mapped&) = delete;
  Mapped& operator=(const Mapped&) = delete;
  GstVideoFrame* get() { return &frame_; }

 private:
  GstVideoFrame frame_ = {};
};

}  // namespace

void PanelComposition::resize(int width, int height) {
  own_.reset();
  below_.reset();
  merged_.reset();
  pixels_.reset();
  if (width == width_ && height == height_) return;
  pool_.reset();
  pool_ = new_pool(width, height);
  width_ = width;
  height_ = height;
}

void PanelComposition::redraw(const Draw& draw) {
  own_.reset();
  merged_.reset();
  pixels_.reset();
  GstBuffer* buffer = nullptr;
  if (gst_buffer_pool_acquire_buffer(pool_.get(), &buffer, nullptr) != GST_FLOW_OK)
    throw Error(ErrorKind::failed, "no memory for the panel's picture");
  pixels_.reset(buffer);
  GstVideoInfo info;
  gst_video_info_set_format(&info, format, static_cast<guint>(width_), static_cast<guint>(height_));
  Mapped mapped(buffer, info, GST_MAP_WRITE);
  draw(static_cast<unsigned char*>(GST_VIDEO_FRAME_PLANE_DATA(mapped.get(), 0)),
       GST_VIDEO_FRAME_PLANE_STRIDE(mapped.get(), 0));
}

void PanelComposition::place(Place place, double opacity) {
  if (own_ && place == place_ && opacity == opacity_) return;
  place_ = place;
  opacity_ = opacity;
  compose();
}

void PanelComposition::compose() {
  merged_.reset();
  const RectanglePtr rectangle(gst_video_overlay_rectangle_new_raw(
      pixels_.get(), place_.x, place_.y, static_cast<guint>(width_), static_cast<guint>(height_),
      GST_VIDEO_OVERLAY_FORMAT_FLAG_PREMULTIPLIED_ALPHA));
  if (opacity_ < 1)
    gst_video_overlay_rectangle_set_global_alpha(rectangle.get(), static_cast<gfloat>(opacity_));
  own_.reset(gst_video_overlay_composition_new(rectangle.get()));
}

void PanelComposition::add(GstVideoOverlayRectangle* rectangle) {
  if (merged_) {
    gst_video_overlay_composition_add_rectangle(merged_.get(), rectangle);
  } else {
    merged_.reset(gst_video_overlay_composition_new(rectangle));
  }
}

GstVideoOverlayComposition* PanelComposition::merged_with(GstVideoOverlayComposition* below) {
  // Upstream overlays attach the same composition to frame after frame.
  if (merged_ && below_.get() == below) return merged_.get();
  below_.reset(gst_video_overlay_composition_ref(below));
  // The same rectangles, not copies: renderers know them again and keep their textures.
  merged_.reset();
  for (guint i = 0; i < gst_video_overlay_composition_n_rectangles(below); ++i)
    add(gst_video_overlay_composition_get_rectangle(below, i));
  add(gst_video_overlay_composition_get_rectangle(own_.get(), 0));
  return merged_.get();
}

BufferPtr PanelComposition::attach(BufferPtr buffer) {
  BufferPtr frame(gst_buffer_make_writable(buffer.release()));
  auto* meta = gst_buffer_get_video_overlay_composition_meta(frame.get());
  if (meta == nullptr) {
    gst_buffer_add_video_overlay_composition_meta(frame.get(), own_.get());
    return frame;
  }
  GstVideoOverlayComposition* merged = merged_with(meta->overlay);
  gst_buffer_remove_video_overlay_composition_meta(frame.get(), meta);
  gst_buffer_add_video_overlay_composition_meta(frame.get(), merged);
  return frame;
}

BufferPtr PanelComposition::blend(BufferPtr buffer, const GstVideoInfo& info) const {
  BufferPtr frame(gst_buffer_make_writable(buffer.release()));
  Mapped mapped(frame.get(), info, GST_MAP_READWRITE);
  if (gst_video_overlay_composition_blend(own_.get(), mapped.get()) == FALSE)
    throw Error(ErrorKind::bad_picture,
                std::string("GStreamer cannot blend into frames of format ") + GST_VIDEO_INFO_NAME(&info));
  return frame;
}

}  // namespace aesthetic
