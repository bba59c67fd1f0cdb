// SPDX-License-Identifier: MIT
//
// The elements that decodebin puts into a pipeline, as they come.
//
//   on_element_added(pipeline, [](GstElement* element) {
//     if (decodes_video(element)) ...;
//   });
#pragma once

#include <gst/gst.h>

#include <functional>

namespace aesthetic {

// Called for every element that comes into `pipeline`, however deep, in the thread that adds it.
void on_element_added(GstElement* pipeline, std::function<void(GstElement*)> added);

// Called for every pad that `element` adds, in the thread that adds it.
void on_pad_added(GstElement* element, std::function<void(GstPad*)> added);

bool decodes_video(GstElement* element);
bool demultiplexes(GstElement* element);

// Calls `look` with every buffer that comes through `pad`, as long as the pad lives. The buffer may be
// replaced; where `look` returns false it goes no further. Nothing where `pad` is null.
void on_buffer(GstPad* pad, std::function<bool(GstPad*, GstBuffer*&)> look);

}  // namespace aesthetic
