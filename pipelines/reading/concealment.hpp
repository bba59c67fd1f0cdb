// SPDX-License-Identifier: MIT
//
// Tells when a decoder of GStreamer's libav plug-in makes up what it cannot read. FFmpeg fills the places of
// a picture whose data are damaged from their neighbours and from earlier pictures, and says so only in its
// log.
//
//   on_concealment(decoder, [] { ... });
#pragma once

#include <gst/gst.h>

#include <functional>

namespace aesthetic {

// Calls `concealed` in one of the decoder's threads, before the picture comes out, as long as `decoder`
// lives. Takes FFmpeg's log, which goes on to GStreamer's category libav. Only once the plug-in is loaded, as
// it is when it has made a decoder; for other elements nothing ever happens. H.264, MPEG-4 and MPEG-2;
// FFmpeg's other decoders conceal without a word.
void on_concealment(GstElement* decoder, std::function<void()> concealed);

}  // namespace aesthetic
