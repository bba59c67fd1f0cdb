// SPDX-License-Identifier: MIT
//
// What `aesthetic watch` is asked to watch, as the beginning of a pipeline.
//
//   const Source source = find_source("rtsp://user:secret@camera/stream");
//   std::cout << source.name << '\n';  // rtsp://camera/stream
#pragma once

#include <string>

namespace aesthetic {

struct Source {
  enum class Kind {
    file,     // its end is the end
    address,  // a network address that may be a file: its end is the end, when it breaks off it is tried
              // again
    live,     // a camera or a live address: has no end, when it stops it is tried again
    pipeline  // the user's own: as `address`
  };

  Kind kind = Kind::pipeline;
  std::string name;         // for people; without the password of an address
  std::string description;  // in the language of gst-launch-1.0, up to decoded video
  std::string property;     // of the element named "source", to be set to `value`; empty: none
  std::string value;
};

// `text`: a file, an address (rtsp://..., http://...), a V4L2 device (/dev/video0), libcamera or pipewire
// with or without a camera (libcamera:NAME), or the beginning of a pipeline ("videotestsrc is-live=true").
// Throws Error(not_found, unreadable) "TEXT: fault".
Source find_source(const std::string& text);

}  // namespace aesthetic
