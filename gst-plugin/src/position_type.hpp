// SPDX-License-Identifier: MIT
//
// aesthetic::PanelPosition as a GEnum with the nicks "top-left" to "bottom-right".
#pragma once

#include <glib-object.h>

// The enum's values are those of aesthetic::PanelPosition.
GType gst_aesthetic_overlay_position_get_type();
