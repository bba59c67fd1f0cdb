// SPDX-License-Identifier: MIT
//
// A picture given by a formula: as a frame of any raw format, and as what a network is to see of that frame,
// computed in double precision by the equations of ITU-R BT.601, BT.709 and BT.2020. Of GStreamer only the
// packing of samples into bytes is used.
//
//   const BufferPtr frame = reference_frame(info, Padding::none);
//   const cv::Mat expected = reference_picture(info, {64, 48});
#pragma once

#include <gst/video/video.h>

#include <opencv2/core.hpp>

#include "gst_handles.hpp"

namespace aesthetic::test {

enum class Padding {
  none,
  all_round  // junk on every side where the format allows it, else at the right and below; with GstVideoMeta
};

// The picture in the format, colorimetry, chroma site and interlacing of `info`, whose size is at least 2x2.
// The format must have a pack_func.
BufferPtr reference_frame(const GstVideoInfo& info, Padding padding);

// The frame's samples, reduced (or enlarged) to `size` by the triangle filter: CV_64FC3, R, G, B in 0..255.
cv::Mat reference_picture(const GstVideoInfo& info, cv::Size size);

}  // namespace aesthetic::test
