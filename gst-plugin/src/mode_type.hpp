// SPDX-License-Identifier: MIT
//
// aesthetic::ScoringMode as a GEnum with the nicks "sync" and "async".
#pragma once

#include <glib-object.h>

// The enum's values are those of aesthetic::ScoringMode.
GType gst_aesthetic_score_mode_get_type();
