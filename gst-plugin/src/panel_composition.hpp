// SPDX-License-Identifier: MIT
//
// The panel's picture as a GstVideoOverlayComposition, and its way onto frames.
//
//   PanelComposition panel;
//   panel.resize(320, 200);
//   panel.redraw([&](unsigned char* pixels, int stride) { ... });
//   panel.place({16, 16}, 1.0);
//   buffer = panel.attach(std::move(buffer));
#pragma once

#include <gst/video/video.h>

#include <functional>

#include "gst_handles.hpp"

namespace aesthetic {

struct PoolFree {
  void operator()(GstBufferPool* pool) const {
    gst_buffer_pool_set_active(pool, FALSE);
    gst_object_unref(pool);
  }
};
using PoolPtr = std::unique_ptr<GstBufferPool, PoolFree>;

struct CompositionUnref {
  void operator()(GstVideoOverlayComposition* composition) const {
    gst_video_overlay_composition_unref(composition);
  }
};
using CompositionPtr = std::unique_ptr<GstVideoOverlayComposition, CompositionUnref>;

// Pictures that frames further downstream still hold are left alone: each redraw takes a free one of a pool.
class PanelComposition {
 public:
  struct Place {
    int x = 0, y = 0;  // pixels of the frame
    bool operator==(const Place& other) const { return x == other.x && y == other.y; }
  };
  // Fills a picture of premultiplied 32-bit ARGB in the machine's byte order.
  using Draw = std::function<void(unsigned char* pixels, int stride)>;

  // In pixels of the frame; what was drawn is forgotten.
  void resize(int width, int height);
  void redraw(const Draw& draw);
  // `opacity` in 0..1.
  void place(Place place, double opacity);

  // The frame with the panel in its overlay composition, above what that has already.
  BufferPtr attach(BufferPtr buffer);
  // The frame with the panel in its pixels. Throws aesthetic::Error where they cannot be written.
  BufferPtr blend(BufferPtr buffer, const GstVideoInfo& info) const;

 private:
  void compose();
  void add(GstVideoOverlayRectangle* rectangle);
  GstVideoOverlayComposition* merged_with(GstVideoOverlayComposition* below);

  int width_ = 0, height_ = 0;
  PoolPtr pool_;
  BufferPtr pixels_;
  Place place_;
  double opacity_ = 1;
  CompositionPtr own_;
  CompositionPtr below_, merged_;  // the last composition of upstream, and ours above it
};

}  // namespace aesthetic
