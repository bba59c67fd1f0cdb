// SPDX-License-Identifier: MIT
#include "window.hpp"

#include <algorithm>

namespace aesthetic::layers {
namespace {

bool all_at_least(const Shape& values, std::int64_t least) {
  return std::all_of(values.begin(), values.end(), [&](auto value) { return value >= least; });
}

Window::AutoPad read_auto_pad(NodeReader& node) {
  const auto name = node.text("auto_pad", "NOTSET");
  if (name == "NOTSET" || name == "VALID") return Window::AutoPad::off;
  if (name == "SAME_UPPER") return Window::AutoPad::same_upper;
  if (name == "SAME_LOWER") return Window::AutoPad::same_lower;
  throw Refused("auto_pad " + name + " is unknown");
}

struct Axis {
  std::int64_t begin, end, output;
};

// As many windows as strides fit, whatever pads that takes.
Axis place_same(bool upper, std::int64_t size, std::int64_t extent, std::int64_t stride) {
  const auto output = (size + stride - 1) / stride;
  const auto pads = std::max<std::int64_t>(0, (output - 1) * stride + extent - size);
  const auto less = pads / 2;
  return upper ? Axis{less, pads - less, output} : Axis{pads - less, less, output};
}

Axis place_padded(bool ceil, std::int64_t size, std::int64_t extent, std::int64_t stride, std::int64_t begin,
                  std::int64_t end) {
  const auto room = size + begin + end - extent;
  if (room < 0) throw Refused("the picture is smaller than the window");
  auto output = room / stride + 1;
  if (ceil && room % stride != 0) {
    if (output * stride >= size + begin) throw Refused("the last window lies in the padding");
    end = output * stride + extent - size - begin;
    ++output;
  }
  return {begin, end, output};
}

}  // namespace

Window read_window(NodeReader& node, const Shape& kernel) {
  Window window;
  window.auto_pad = read_auto_pad(node);
  window.kernel = node.integers("kernel_shape", kernel);
  window.strides = node.integers("strides", {1, 1});
  window.dilations = node.integers("dilations", {1, 1});
  const auto pads = node.integers("pads", {0, 0, 0, 0});
  if (window.kernel.size() != 2 || window.strides.size() != 2 || window.dilations.size() != 2 ||
      pads.size() != 4)
    throw Refused("the window is not 2-D");
  if (!all_at_least(window.kernel, 1) || !all_at_least(window.strides, 1) ||
      !all_at_least(window.dilations, 1) || !all_at_least(pads, 0))
    throw Refused("the window has a size below 1 or cuts the picture");
  if (!kernel.empty() && window.kernel != kernel) throw Refused("kernel_shape is not that of the weights");
  window.begin = {pads[0], pads[1]};
  window.end = {pads[2], pads[3]};
  return window;
}

Placement place(const Window& window, const Shape& picture) {
  if (picture.size() != 4) throw Refused("the picture is not 2-D");
  Placement placement;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto size = picture[i + 2];
    if (size == open_size) {
      for (auto* values : {&placement.begin, &placement.end, &placement.output}) values->push_back(open_size);
      continue;
    }
    const auto extent = (window.kernel[i] - 1) * window.dilations[i] + 1;
    const auto axis =
        window.auto_pad == Window::AutoPad::off
            ? place_padded(window.ceil, size, extent, window.strides[i], window.begin[i], window.end[i])
            : place_same(window.auto_pad == Window::AutoPad::same_upper, size, extent, window.strides[i]);
    placement.begin.push_back(axis.begin);
    placement.end.push_back(axis.end);
    placement.output.push_back(axis.output);
  }
  return placement;
}

std::optional<Reading> reading_for(const Box& result, const Window& window, const Placement& whole,
                                   const Shape& picture, bool by_channel) {
  Reading made{{{result.first[0], 0, 0, 0}, {result.size[0], picture[1], picture[2], picture[3]}}, whole};
  if (by_channel) {
    made.picture.first[1] = result.first[1];
    made.picture.size[1] = result.size[1];
  }
  if (result.size[2] == whole.output[0]) return made;
  const auto extent = (window.kernel[0] - 1) * window.dilations[0] + 1;
  const auto begin = result.first[2] * window.strides[0] - whole.begin[0];
  const auto end = begin + (result.size[2] - 1) * window.strides[0] + extent;
  made.picture.first[2] = std::max<std::int64_t>(0, begin);
  made.picture.size[2] = std::min(end, picture[2]) - made.picture.first[2];
  made.placement.begin[0] = std::max<std::int64_t>(0, -begin);
  made.placement.end[0] = std::max<std::int64_t>(0, end - picture[2]);
  made.placement.output[0] = result.size[2];
  if (made.picture.size[2] < 1) return std::nullopt;
  return made;
}

}  // namespace aesthetic::layers
