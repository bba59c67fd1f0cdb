// SPDX-License-Identifier: MIT
//
// Where C++ ends and GStreamer's C begins: runs work that may throw and posts what it threw as an error of
// the element.
//
//   return run_or_post_error(element, [&] { state.start(); }) ? TRUE : FALSE;
//
// The error's text is the exception's one line for people. Domain and code, by ErrorKind:
//   not_found    RESOURCE NOT_FOUND
//   unreadable   RESOURCE OPEN_READ
//   no_device    RESOURCE SETTINGS   (not NOT_FOUND, which says that the model file is missing)
//   bad_model    LIBRARY INIT        (not STREAM FORMAT: the stream is fine, the network cannot be set up)
//   bad_picture  STREAM FORMAT       (the frame is not what its caps say)
//   bad_data     LIBRARY SETTINGS    (a property's text is wrong)
//   others       LIBRARY FAILED
#pragma once

#include <gst/gst.h>

#include <exception>

namespace aesthetic {

// Must not be called with the element's object lock held. A warning has the same domains and codes.
void post_error(GstElement* element, const std::exception& fault) noexcept;
void post_warning(GstElement* element, const std::exception& fault) noexcept;

// True where `work` did not throw.
template <typename Work>
bool run_or_post_error(GstElement* element, Work&& work) noexcept {
  try {
    work();
    return true;
  } catch (const std::exception& fault) {
    post_error(element, fault);
    return false;
  }
}

}  // namespace aesthetic
