// SPDX-License-Identifier: MIT
#include "mapped_frame.hpp"

#include <algorithm>

#include "aesthetic/error.hpp"

namespace aesthetic {
namespace {

// Bytes from the first to the last one of a row of `plane`, without padding.
gsize row_bytes(const GstVideoInfo& info, guint plane) {
  gsize bytes = 0;
  for (guint c = 0; c < GST_VIDEO_INFO_N_COMPONENTS(&info); ++c) {
    if (static_cast<guint>(GST_VIDEO_INFO_COMP_PLANE(&info, c)) != plane) continue;
    const auto pixel_stride = static_cast<gsize>(GST_VIDEO_INFO_COMP_PSTRIDE(&info, c));
    if (pixel_stride == 0)
      return static_cast<gsize>(info.stride[plane]);  // v210 and the like: pixels in groups
    bytes = std::max(bytes, pixel_stride * static_cast<gsize>(GST_VIDEO_INFO_COMP_WIDTH(&info, c)));
  }
  return bytes;
}

// Bytes of `plane` where its rows (or its tiles) lie `stride` apart; 0 where rows would overlap.
gsize plane_bytes(const GstVideoInfo& info, guint plane, gint stride) {
  constexpr gsize palette_bytes = 1024;  // 256 colours
  if (GST_VIDEO_FORMAT_INFO_HAS_PALETTE(info.finfo) && plane == 1) return palette_bytes;
  if (GST_VIDEO_FORMAT_INFO_IS_TILED(info.finfo)) {
    return static_cast<gsize>(GST_VIDEO_TILE_X_TILES(stride)) *
           static_cast<gsize>(GST_VIDEO_TILE_Y_TILES(stride)) *
           static_cast<gsize>(GST_VIDEO_FORMAT_INFO_TILE_SIZE(info.finfo, plane));
  }
  gint components[GST_VIDEO_MAX_COMPONENTS];
  gst_video_format_info_component(info.finfo, plane, components);
  const auto rows = static_cast<gsize>(GST_VIDEO_INFO_COMP_HEIGHT(&info, components[0]));
  const gsize row = row_bytes(info, plane);
  if (stride < 0 || static_cast<gsize>(stride) < row) return 0;
  return static_cast<gsize>(stride) * (rows - 1) + row;
}

// gst_video_frame_map() believes a GstVideoMeta; a truncated buffer would be read past its end.
bool planes_fit(const GstVideoInfo& info, const GstVideoFrame& frame) {
  for (guint plane = 0; plane < GST_VIDEO_INFO_N_PLANES(&info); ++plane) {
    const GstMapInfo& map = frame.map[plane];
    const auto begin = static_cast<gsize>(static_cast<const guint8*>(frame.data[plane]) - map.data);
    const gsize needed = plane_bytes(info, plane, frame.info.stride[plane]);
    if (needed == 0 || begin > map.size || needed > map.size - begin) return false;
  }
  return true;
}

}  // namespace

void refuse(const GstVideoInfo& info, const std::string& fault) {
  throw Error(ErrorKind::bad_picture, "video frame of " + std::to_string(GST_VIDEO_INFO_WIDTH(&info)) + "x" +
                                          std::to_string(GST_VIDEO_INFO_HEIGHT(&info)) + " " +
                                          GST_VIDEO_INFO_NAME(&info) + ": " + fault);
}

MappedFrame::MappedFrame(const GstVideoInfo& info, GstBuffer* buffer, GstMapFlags flags) {
  const GstVideoMeta* meta = gst_buffer_get_video_meta(buffer);
  if (meta != nullptr &&
      (meta->format != GST_VIDEO_INFO_FORMAT(&info) || meta->n_planes != GST_VIDEO_INFO_N_PLANES(&info) ||
       meta->width < static_cast<guint>(GST_VIDEO_INFO_WIDTH(&info)) ||
       meta->height < static_cast<guint>(GST_VIDEO_INFO_HEIGHT(&info)))) {
    refuse(info, "the buffer's GstVideoMeta describes another frame than the caps do");
  }
  const gsize size = gst_buffer_get_size(buffer);
  if (meta == nullptr && size < GST_VIDEO_INFO_SIZE(&info)) {
    refuse(info, "the buffer has " + std::to_string(size) + " bytes where " +
                     std::to_string(GST_VIDEO_INFO_SIZE(&info)) + " are needed");
  }
  if (gst_video_frame_map(&frame_, &info, buffer, flags) == FALSE)
    refuse(info, "the buffer cannot be mapped");
  if (meta != nullptr && !planes_fit(info, frame_)) {
    gst_video_frame_unmap(&frame_);
    refuse(info, "the buffer of " + std::to_string(size) + " bytes is too small for its GstVideoMeta");
  }
  // Of a larger frame the caps say how much is to be seen.
  frame_.info.width = GST_VIDEO_INFO_WIDTH(&info);
  frame_.info.height = GST_VIDEO_INFO_HEIGHT(&info);
}

OwnedFrame::OwnedFrame(const GstVideoInfo& info)
    : buffer_(gst_buffer_new_allocate(nullptr, GST_VIDEO_INFO_SIZE(&info), nullptr)) {
  if (!buffer_) refuse(info, "no memory for a frame of this size");
  frame_ = std::make_unique<MappedFrame>(info, buffer_.get(), GST_MAP_READWRITE);
}

}  // namespace aesthetic
