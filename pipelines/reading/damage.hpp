// SPDX-License-Identifier: MIT
//
// Marks decoded frames that must not be trusted. Of a damaged file a decoder takes what it can, and until the
// next key frame its frames are built on ones that are missing: grey with what moved, or smeared.
//
//   mark_damaged_frames(pipeline.get());  // before it starts
//   if (GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_CORRUPTED)) ...;
#pragma once

#include <gst/gst.h>

namespace aesthetic {

// From where a decoder in `pipeline` failed or made something up until a key frame that it got afterwards,
// frames carry GST_BUFFER_FLAG_CORRUPTED. What a decoder conceals without a word (H.265, VP9) is not seen.
void mark_damaged_frames(GstElement* pipeline);

}  // namespace aesthetic
