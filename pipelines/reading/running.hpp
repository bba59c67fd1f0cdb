// SPDX-License-Identifier: MIT
#pragma once

#include <gst/gst.h>

namespace aesthetic::gst {

// Whether any element inside `bin`, however deep, has a streaming task that is neither paused nor stopped.
bool has_running_task(GstBin* bin);

}  // namespace aesthetic::gst
