// SPDX-License-Identifier: MIT
//
// aesthetic::Device as a GEnum; its nicks are the names that aesthetic::to_string() gives.
#pragma once

#include <glib-object.h>

// The enum's values are those of aesthetic::Device.
GType gst_aesthetic_device_get_type();
