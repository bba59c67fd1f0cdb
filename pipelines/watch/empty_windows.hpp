// SPDX-License-Identifier: MIT
//
// Windows of which no frame is kept: one who finds no pictures wants to know why.
//
//   EmptyWindows empty;
//   if (const auto text = empty.look(stats)) remark(*text);  // "no frame kept: 51 black, 3 blurred"
#pragma once

#include <gst/gst.h>

#include <array>
#include <optional>
#include <string>

namespace aesthetic {

class EmptyWindows {
 public:
  // `stats`: property of aestheticselect. What was refused, where windows ended with nothing else; said once,
  // and again only after a frame was kept.
  std::optional<std::string> look(const GstStructure* stats);

 private:
  static constexpr std::size_t reasons = 5;

  guint64 windows_ = 0;
  guint64 chosen_ = 0;
  std::array<guint64, reasons> refused_ = {};  // until a frame was kept
  bool said_ = false;
};

}  // namespace aesthetic
