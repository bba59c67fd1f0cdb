// SPDX-License-Identifier: MIT
//
// How the window of a convolution or a pool goes over a picture: ONNX's kernel_shape, strides, dilations,
// pads and auto_pad, height before width.
//
//   const Window window = read_window(node, {3, 3});
//   const Placement placement = place(window, {1, 3, 192, 192});  // 2-D pictures only
#pragma once

#include <optional>

#include "node_reader.hpp"
#include "slices.hpp"

namespace aesthetic::layers {

struct Window {
  enum class AutoPad { off, same_upper, same_lower } auto_pad = AutoPad::off;
  Shape kernel, strides, dilations, begin, end;
  bool ceil = false;  // a window that reaches over the end counts
};

// Pads as they are for one size of picture.
struct Placement {
  Shape begin, end;
  Shape output;  // height, width
};

// `kernel`: for nodes that do not give kernel_shape; empty when they must.
Window read_window(NodeReader& node, const Shape& kernel);

// What is open_size in the picture is open_size in the placement.
// Throws Refused when the picture is too small, is not 2-D, or libraries disagree about the result's size.
Placement place(const Window& window, const Shape& picture);

// What a slice of the result reads of the picture, and how the window lies on that.
struct Reading {
  Box picture;
  Placement placement;
};
// `by_channel`: each channel is made of the same one of the picture, otherwise of all. Nothing where all that
// is read lies in the padding.
std::optional<Reading> reading_for(const Box& result, const Window& window, const Placement& whole,
                                   const Shape& picture, bool by_channel);

}  // namespace aesthetic::layers
