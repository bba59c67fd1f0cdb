// SPDX-License-Identifier: MIT
//
// A frame kept for long without keeping it from others.
//
//   BufferPtr kept = hold(std::move(frame));
#pragma once

#include "gst_handles.hpp"

namespace aesthetic {

// The frame itself where its memory is plain memory that nobody waits for. A copy with the same times, flags
// and metadata where it is not: from a pool of limited size, whose owner would run out of buffers (a camera,
// a hardware decoder), or of any memory but the system's. Throws Error(failed) where there is no memory.
BufferPtr hold(BufferPtr frame);

}  // namespace aesthetic
