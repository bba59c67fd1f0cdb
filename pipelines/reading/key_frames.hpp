// SPDX-License-Identifier: MIT
//
// Keeps all but key frames from the video decoders of a pipeline: what is not decoded takes no time.
//
//   decode_key_frames_only(pipeline.get(), 1);  // before it starts
#pragma once

#include <gst/gst.h>

namespace aesthetic {

// Parsers and demuxers mark the frames that need others. Where a codec has key frames only (JPEG, ProRes),
// those nearer than `step` seconds to the last one are left out too.
void decode_key_frames_only(GstElement* pipeline, double step);

}  // namespace aesthetic
